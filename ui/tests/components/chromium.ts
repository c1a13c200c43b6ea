// The browser that the components are tested in: the system's own Chromium, never one that is fetched.

import { existsSync } from "node:fs";

/** Where systems put a Chromium, the first that is there is taken; Chrome and Edge are made of the same. */
const places: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium"],
  darwin: [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ],
  win32: [
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  ],
};

const own = process.env.FALDONE_CHROMIUM;
const found = own ?? places[process.platform]?.find((place) => existsSync(place));

/** How it is started: it looks for nothing on the network, and every run has a profile of its own, which the driver makes. */
export const chromium = {
  // A path that is not there is told by `setup`, before anything is started.
  executablePath: found ?? "chromium",
  // Chromium refuses to shut itself in when it runs as root.
  chromiumSandbox: process.getuid?.() !== 0,
  args: [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};

/** Called once before the components' tests. */
export default function setup(): void {
  if (found !== undefined && existsSync(found)) return;
  throw new Error(
    own === undefined
      ? "The components are tested in Chromium, and none was found on this system. Install it (on Debian and Ubuntu: " +
          "apt-get install chromium), or Chrome, or say with FALDONE_CHROMIUM where one is. The other tests run with: npm test"
      : `FALDONE_CHROMIUM names ${own}, and there is nothing there.`,
  );
}
