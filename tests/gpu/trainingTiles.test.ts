// Whole sweeps of training runs on the GPU; networks that have diverged stop costing time while the others run on.

import { expect, test } from "vitest";
import type { RunControl } from "../../src/engine/engine.ts";
import { mostDiverge, trainingTiles } from "../pairs/trainingTiles.ts";
import { openEngine } from "./adapter.ts";

trainingTiles(openEngine);

test("networks that diverge are dropped from the list; the others run on to right results", async () => {
  const engine = await openEngine();
  // The list is looked at a few times a second, and this program's first slices, which are small, are over in less.
  const unhurried: RunControl = { ready: () => new Promise((resolve) => setTimeout(resolve, 80)) };
  const groups = await countingWorkgroups(() => mostDiverge(engine, unhurried));
  // What is left of 600 networks fits one workgroup of 64.
  console.info(`workgroups per slice: ${[...new Set(groups)].join(", ")} in ${groups.length} slices`);
  expect(groups[0]).toBe(10);
  expect(groups.at(-1)).toBe(1);
  engine.close();
});

/** Runs something and tells how many workgroups each of its dispatches had. */
async function countingWorkgroups(run: () => Promise<void>): Promise<number[]> {
  const groups: number[] = [];
  const pass = GPUComputePassEncoder.prototype;
  const dispatch = pass.dispatchWorkgroups;
  pass.dispatchWorkgroups = function counted(x, y = 1, z = 1) {
    groups.push(x * y * z);
    return dispatch.call(this, x, y, z);
  };
  try {
    await run();
    return groups;
  } finally {
    pass.dispatchWorkgroups = dispatch;
  }
}
