import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [svelte()],
  clearScreen: false,
  // The oldest engine the window runs in: WebKitGTK of Debian 12 and the WKWebView of macOS 13.
  build: { target: "safari16", modulePreload: { polyfill: false } },
});
