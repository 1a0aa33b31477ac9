// One configuration for the page's build, its worker, and the four test projects.

import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";

/** What a headless Chromium needs to compute on WebGPU's software adapter, and to stay off the network. */
const chromeFlags = [
  "--enable-unsafe-webgpu",
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
];

// tests/chrome.ts finds (or installs) a browser before the tests and leaves its path here.
const executablePath = process.env.CHROME_PATH;

export default defineConfig({
  // Relative, so that the built page works under any path of a static host.
  base: "./",
  build: { target: "es2023", sourcemap: true },
  worker: { format: "es" },
  test: {
    projects: [
      { extends: true, test: { name: "unit", include: ["tests/unit/**/*.test.ts"] } },
      { extends: true, test: { name: "house", include: ["tests/house/**/*.test.ts"] } },
      {
        extends: true,
        test: {
          name: "gpu",
          include: ["tests/gpu/**/*.test.ts"],
          testTimeout: 120_000,
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { args: chromeFlags, ...(executablePath ? { executablePath } : {}) },
            }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
      {
        extends: true,
        test: {
          name: "app",
          include: ["tests/app/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
