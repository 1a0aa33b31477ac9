// The reference engine: a network's numbers do not depend on the tile it ran in, nor on what ran before it.

import { describe, expect, it } from "vitest";
import { alwaysRunning } from "../../src/engine/engine.ts";
import { ReferenceEngine } from "../../src/engine/reference.ts";
import type { MetricName } from "../../src/model/metrics/index.ts";
import { MemoryStore } from "../../src/store/memory.ts";
import { specAt } from "../../src/sweep/axis.ts";
import { planSweep, type SweepPlan } from "../../src/sweep/plan.ts";
import type { SweepSpec } from "../../src/sweep/spec.ts";
import { flatIndex } from "../../src/sweep/tile.ts";
import { sound } from "./draw.ts";

const spec = sound({
  model: { hidden: 3 },
  replicates: 3,
  axes: [
    { param: "init.recurrent.gain", from: 0.5, to: 3, count: 9 },
    { param: "task.unroll", from: 1, to: 40, count: 8 },
    { param: "model.activation", values: ["tanh", "relu", "identity"] },
  ],
  metrics: ["logGradientRatio", "loss", "lyapunov", "logGradientNorm.recurrent"],
});

async function results(
  of: SweepSpec,
  options: { maxNetworks?: number; order?: (plan: SweepPlan) => number[]; engine?: ReferenceEngine } = {},
): Promise<MemoryStore> {
  const { engine = new ReferenceEngine(), maxNetworks = 4096, order } = options;
  const plan = planSweep(of, (at) => ({ ...engine.limitsOf(at), maxNetworks }));
  const store = new MemoryStore(plan);
  for (const index of order?.(plan) ?? plan.tiles.keys()) {
    store.put(await engine.run(plan, plan.tiles[index], alwaysRunning));
  }
  expect(store.doneCount).toBe(plan.networks);
  return store;
}

/** Bit for bit, NaN equal to itself. */
function same(a: MemoryStore, b: MemoryStore): boolean {
  return [...a.metrics].every(([name, values]) => {
    const others = b.metrics.get(name) as Float64Array;
    return values.every((x, i) => Object.is(x, others[i]));
  });
}

// Hundreds of networks several times over take seconds on a busy machine.
describe("the reference engine", { timeout: 30_000 }, () => {
  it("gives bit-equal results whatever the size and order of the tiles, and whatever ran before", async () => {
    const whole = await results(spec);
    const engine = new ReferenceEngine();
    const backwards = (plan: SweepPlan) => [...plan.tiles.keys()].reverse();
    expect(same(whole, await results(spec, { maxNetworks: 1 }))).toBe(true);
    expect(same(whole, await results(spec, { maxNetworks: 7, order: backwards, engine }))).toBe(true);
    await results(sound({ axes: [{ param: "init.bias", from: 0, to: 1, count: 3 }] }), { engine });
    expect(same(whole, await results(spec, { maxNetworks: 20, engine }))).toBe(true);
    // Control: another seed is told apart.
    expect(same(whole, await results({ ...spec, seed: 1 }))).toBe(false);
  });

  it("gives at every point what inspecting that point gives", async () => {
    const store = await results(spec);
    for (const indices of [
      [0, 0, 0, 0],
      [8, 7, 0, 2],
      [4, 3, 1, 1],
      [7, 5, 2, 2],
    ]) {
      const inspection = await new ReferenceEngine().inspect(
        specAt(store.plan.spec, indices.slice(0, 3)),
        indices[3],
      );
      for (const [name, values] of store.metrics) {
        expect(Object.is(values[flatIndex(store.plan.shape, indices)], inspection.metrics[name]), name).toBe(
          true,
        );
      }
    }
  });

  it("draws another network for every replicate, and the same one at every point of an axis", async () => {
    const store = await results(spec);
    const loss = store.metrics.get("loss") as Float64Array;
    const at = [0, 1, 2].map((r) => loss[flatIndex(store.plan.shape, [4, 3, 0, r])]);
    expect(new Set(at).size).toBe(3);
    // Common random numbers: a sweep of one point has the same replicates as the point within a larger sweep.
    const alone = await results({ ...specAt(store.plan.spec, [4, 3, 0]), axes: [] });
    expect([...(alone.metrics.get("loss") as Float64Array)]).toEqual(at);
  });

  it("stops at a cancelled control in the middle of a tile", async () => {
    const engine = new ReferenceEngine();
    const long = sound({ model: { hidden: 24 }, task: { unroll: 3000 }, replicates: 40 });
    const plan = planSweep(long, () => ({
      maxNetworks: 40,
      maxCost: 1e18,
      costPerNetwork: 1,
      costPerStep: 1,
    }));
    const cancelled = { running: false, ready: () => Promise.reject(new Error("cancelled")) };
    await expect(engine.run(plan, plan.tiles[0], cancelled)).rejects.toThrow("cancelled");
  });

  it("cuts tiles that it can evaluate in a moment, and finer ones for costlier metrics", () => {
    const engine = new ReferenceEngine();
    const cheap = engine.limitsOf(sound({ metrics: ["loss"] })).costPerStep;
    expect(engine.limitsOf(sound({ metrics: ["loss", "lyapunov"] })).costPerStep).toBeGreaterThan(cheap);
    expect(engine.limitsOf(sound({ model: { hidden: 128 } })).costPerStep).toBeGreaterThan(cheap);
  });
});

describe("the memory store", () => {
  it("keeps each chunk once, where its networks belong, and says NaN of what is not yet there", async () => {
    const engine = new ReferenceEngine();
    const plan = planSweep(spec, (at) => ({ ...engine.limitsOf(at), maxNetworks: 16 }));
    const store = new MemoryStore(plan);
    expect([...store.metrics.keys()]).toEqual(spec.metrics);
    expect((store.metrics.get("loss") as Float64Array).every(Number.isNaN)).toBe(true);
    const chunk = await engine.run(plan, plan.tiles[2], alwaysRunning);
    expect(store.put(chunk)).toBe(true);
    const done = store.doneCount;
    expect(done).toBe((chunk.metrics.loss as Float64Array).length);
    // A duplicate changes nothing, not even where it carries other numbers.
    const before = structuredClone(store.metrics);
    const forged = { ...chunk, metrics: { loss: new Float64Array(done).fill(7) } };
    expect(store.put(forged)).toBe(false);
    expect(store.metrics).toEqual(before);
    expect(store.doneCount).toBe(done);
  });

  it("drops the chunk of another plan", () => {
    const engine = new ReferenceEngine();
    const plan = planSweep(spec, (at) => engine.limitsOf(at));
    const store = new MemoryStore(plan);
    const metrics: Partial<Record<MetricName, Float64Array<ArrayBuffer>>> = { loss: new Float64Array(4096) };
    expect(store.put({ planId: `${plan.id}0`, tile: plan.tiles[0], metrics })).toBe(false);
    expect(store.doneCount).toBe(0);
    expect(store.put({ planId: plan.id, tile: plan.tiles[0], metrics })).toBe(true);
  });
});
