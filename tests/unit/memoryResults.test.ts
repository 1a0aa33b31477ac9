// Results in memory are read like those of a store: boxes in order, and nothing of a network that is not done.

import { expect, it } from "vitest";
import { alwaysRunning } from "../../src/engine/engine.ts";
import { ReferenceEngine } from "../../src/engine/reference.ts";
import { MemoryStore } from "../../src/store/memory.ts";
import { memoryResults } from "../../src/store/memoryResults.ts";
import { planOf } from "./fakeEngine.ts";

it("reads boxes of what is done, and neither previews nor what is missing", async () => {
  const plan = planOf(4);
  const engine = new ReferenceEngine();
  const store = new MemoryStore(plan);
  const at = (position: number) => plan.tiles.find(({ start }) => start[0] === position) ?? plan.tiles[0];
  for (const position of [1, 2]) store.put(await engine.run(plan, at(position), alwaysRunning));
  store.preview(await engine.run(plan, at(3), alwaysRunning));
  const results = memoryResults(store);
  const [metric] = results.metrics;
  const values = store.metrics.get(metric) ?? [];
  expect(Number.isFinite(values[3])).toBe(true);
  expect([...(await results.read(metric, { start: [1, 0], count: [3, 1] }))]).toEqual([
    values[1],
    values[2],
    Number.NaN,
  ]);
  expect(await results.read(metric, { start: [0, 0], count: [1, 1] })).toEqual(Float64Array.of(Number.NaN));
  await expect(results.read("outcome", { start: [0, 0], count: [1, 1] })).rejects.toThrow(RangeError);
});
