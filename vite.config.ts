// One configuration for the page's build, its workers, and the test projects.

import { availableParallelism } from "node:os";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { firstChunk } from "./src/cli/firstChunk.ts";
import { kernelsPlugin } from "./src/cli/kernelsPlugin.ts";
import { offlinePlugin } from "./src/cli/offline/offlinePlugin.ts";
import { policyPlugin } from "./src/cli/policyPlugin.ts";
import { pureScales } from "./src/cli/pureScales.ts";
import { chromeFlags, findChrome } from "./tests/chrome.ts";

// Only the tests need a browser; a build must not ask for one.
const executablePath = process.env.VITEST ? findChrome() : null;

/** Test files at once: also on two cores two of them, where vitest by itself would leave one core idle. */
const maxWorkers = Math.max(2, availableParallelism() - 1);

/** Unit tests that look at the clock: one file after another. */
const unitClock = ["tests/unit/trainingEngine.test.ts", "tests/unit/cli/training.test.ts"];

/** Tests on the GPU that look at the clock: they have the machine to themselves. */
const gpuClock = ["tests/gpu/trainingPreviews.test.ts"];
/** Half of what the other tests on the GPU take; those that need the same programs are in the same half. */
const gpuPairs = ["controls", "extremes", "pairs", "tasks", "training*"].map(
  (name) => `tests/gpu/${name}.test.ts`,
);

const gpu = {
  testTimeout: 240_000,
  hookTimeout: 240_000,
  fileParallelism: false,
  // The files of a browser share its page, and with it the programs that are compiled (tests/gpu/adapter.ts).
  isolate: false,
};
const chromium = {
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider: playwright({
    launchOptions: { args: [...chromeFlags], ...(executablePath ? { executablePath } : {}) },
  }),
};

/** Tests of the page that look at the clock: one file after another. */
const appClock = ["budget", "firstVisit", "mainThread", "running", "zoomQuick"].map(
  (name) => `tests/app/${name}.test.ts`,
);

const app = {
  globalSetup: ["tests/app/buildOnce.ts"],
  // A second try only where the caller asks for it and tells which tests took it (tests/secondTries.ts).
  retry: process.env.VANISHING_POINT_TRIES === "2" ? 1 : 0,
  testTimeout: 180_000,
  hookTimeout: 180_000,
};

/** How the page and its workers are cut into files. */
const cut = { output: { codeSplitting: { groups: [{ name: firstChunk, debugName: "first" }] } } };

export default defineConfig({
  // Relative, so that the built page works under any path of a static host.
  base: "./",
  build: { target: "es2023", sourcemap: true, rolldownOptions: cut },
  worker: { format: "es", rolldownOptions: cut },
  plugins: [kernelsPlugin(), pureScales(), policyPlugin(), offlinePlugin()],
  test: {
    // One group after another: what fills every core would disturb what looks at the clock.
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          // They share what they import, which saves a third of their time; who stubs something global gives it back.
          isolate: false,
          // Two files side by side on two cores take longer each than one alone.
          testTimeout: 20_000,
          include: ["tests/unit/**/*.test.ts"],
          exclude: unitClock,
          maxWorkers,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "unit clock",
          include: unitClock,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "house",
          include: ["tests/house/**/*.test.ts"],
          maxWorkers,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "cpu",
          // Behind the unit tests that look at the clock: kernels and their compiler fill every core.
          sequence: { groupOrder: 2 },
          maxWorkers,
          include: ["tests/cpu/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          ...gpu,
          name: "gpu",
          sequence: { groupOrder: 3 },
          browser: {
            ...chromium,
            // A software adapter compiles on one core, however many there are: two browsers compile twice as much.
            instances: [
              {
                browser: "chromium",
                name: "gpu 1",
                include: ["tests/gpu/**/*.test.ts"],
                exclude: [...gpuPairs, ...gpuClock],
              },
              { browser: "chromium", name: "gpu 2", include: gpuPairs, exclude: gpuClock },
            ],
          },
        },
      },
      {
        extends: true,
        test: {
          ...gpu,
          name: "gpu clock",
          sequence: { groupOrder: 4 },
          include: gpuClock,
          browser: { ...chromium, instances: [{ browser: "chromium", name: "gpu 3" }] },
        },
      },
      {
        extends: true,
        test: {
          name: "app",
          ...app,
          sequence: { groupOrder: 5 },
          include: ["tests/app/**/*.test.ts"],
          exclude: appClock,
          maxWorkers,
        },
      },
      {
        extends: true,
        test: {
          name: "app clock",
          ...app,
          sequence: { groupOrder: 6 },
          include: appClock,
          fileParallelism: false,
        },
      },
    ],
  },
});
