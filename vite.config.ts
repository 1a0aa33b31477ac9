// One configuration for the page's build, its workers, and the five test projects.

import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { kernelsPlugin } from "./src/cli/kernelsPlugin.ts";
import { chromeFlags, findChrome } from "./tests/chrome.ts";

// Only the tests need a browser; a build must not ask for one.
const executablePath = process.env.VITEST ? findChrome() : null;

export default defineConfig({
  // Relative, so that the built page works under any path of a static host.
  base: "./",
  build: { target: "es2023", sourcemap: true },
  worker: { format: "es" },
  plugins: [kernelsPlugin()],
  test: {
    // One group after another: a software GPU fills every core, and the page's tests measure how quick the page is.
    projects: [
      {
        extends: true,
        test: { name: "unit", include: ["tests/unit/**/*.test.ts"], sequence: { groupOrder: 0 } },
      },
      {
        extends: true,
        test: { name: "house", include: ["tests/house/**/*.test.ts"], sequence: { groupOrder: 0 } },
      },
      {
        extends: true,
        test: {
          name: "cpu",
          // Behind those of the unit tests that look at the clock: kernels and their compiler fill every core.
          sequence: { groupOrder: 1 },
          include: ["tests/cpu/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "gpu",
          sequence: { groupOrder: 2 },
          include: ["tests/gpu/**/*.test.ts"],
          testTimeout: 120_000,
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { args: [...chromeFlags], ...(executablePath ? { executablePath } : {}) },
            }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
      {
        extends: true,
        test: {
          name: "app",
          sequence: { groupOrder: 3 },
          include: ["tests/app/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
