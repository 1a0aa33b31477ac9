// Tiles of gradients on the GPU, in one piece and cut into slices of one and of seven steps.

import { afterAll } from "vitest";
import type { WebgpuEngine } from "../../src/engine/webgpu/webgpu.ts";
import { gradientTiles } from "../pairs/gradientTiles.ts";
import { openEngine } from "./adapter.ts";

/** One engine for all ways to cut, so that each program is compiled once for them. */
const pace = { fixedSteps: 1 };
const sliced = openEngine(undefined, pace);
afterAll(async () => (await sliced).close());

gradientTiles(
  openEngine,
  [1, 3],
  [1, 7].map((fixedSteps) => {
    const open = async () => {
      pace.fixedSteps = fixedSteps;
      return Object.create(await sliced, { close: { value: () => {} } }) as WebgpuEngine;
    };
    return [open, 1000] as const;
  }),
);
