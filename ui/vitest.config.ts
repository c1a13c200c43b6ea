import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { chromium } from "./tests/components/chromium.ts";

// Two kinds: what needs no page, in Node; and the parts of the window, in Chromium.
export default defineConfig({
  test: {
    projects: [
      {
        extends: "./vite.config.ts",
        test: { name: "node", include: ["tests/*.test.ts"], environment: "node" },
      },
      {
        extends: "./vite.config.ts",
        // All that the parts need is made ready at the start: found on the way, it would load the page again in the middle of a test.
        optimizeDeps: {
          include: ["@tauri-apps/api/core", "@tauri-apps/api/event", "@tauri-apps/api/mocks", "axe-core", "svelte", "vitest-browser-svelte"],
        },
        test: {
          name: "components",
          include: ["tests/components/*.test.ts"],
          setupFiles: ["tests/components/setup.ts"],
          globalSetup: ["tests/components/chromium.ts"],
          testTimeout: 60_000,
          expect: { poll: { timeout: 15_000 } },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            // One page after the other: what has the focus is looked at, and two pages would take it from each other.
            fileParallelism: false,
            viewport: { width: 1280, height: 800 },
            provider: playwright({
              launchOptions: chromium,
              contextOptions: { locale: "en-GB", colorScheme: "light", reducedMotion: "reduce" },
              actionTimeout: 20_000,
            }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
});
