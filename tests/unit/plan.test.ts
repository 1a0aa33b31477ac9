// Plans: every network exactly once, within the engine's limits, a coarse picture first, the same on every machine.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { specAt } from "../../src/sweep/axis.ts";
import { planSweep, type SweepPlan, type TileLimits } from "../../src/sweep/plan.ts";
import type { SweepSpec } from "../../src/sweep/spec.ts";
import { flatIndex, structuralSpec, tileIndices, tileNetworks, tileSize } from "../../src/sweep/tile.ts";
import { sound } from "./draw.ts";

const roomy: TileLimits = { maxNetworks: 1e9, maxCost: 1e18, costPerNetwork: 1, costPerStep: 1 };

/** How often each network of a plan is in a tile. */
function visits(plan: SweepPlan): Uint8Array {
  const counts = new Uint8Array(plan.networks);
  for (const tile of plan.tiles) {
    for (const indices of tileIndices(tile)) counts[flatIndex(plan.shape, indices)]++;
  }
  return counts;
}

const params = ["init.recurrent.gain", "task.unroll", "seed", "model.hidden", "init.bias"];
const anySweep = fc
  .record({
    counts: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 0, maxLength: 3 }),
    offset: fc.nat({ max: params.length - 1 }),
    replicates: fc.integer({ min: 1, max: 5 }),
  })
  .map(({ counts, offset, replicates }) =>
    sound({
      replicates,
      axes: counts.map((count, d) => ({
        param: params[(offset + d) % params.length],
        from: 1,
        to: 40,
        count: Math.min(count, 40),
      })),
    }),
  );

const anyLimits: fc.Arbitrary<TileLimits> = fc.record({
  maxNetworks: fc.integer({ min: 1, max: 3000 }),
  maxCost: fc.integer({ min: 1, max: 100_000 }),
  costPerNetwork: fc.integer({ min: 0, max: 50 }),
  costPerStep: fc.integer({ min: 0, max: 50 }),
});

describe("a plan", { timeout: 60_000 }, () => {
  it("has every network in exactly one tile, whatever the axes, replicates and limits", () => {
    fc.assert(
      fc.property(anySweep, anyLimits, (spec, limits) => {
        const plan = planSweep(spec, () => limits);
        expect(plan.networks).toBe(plan.shape.reduce((a, b) => a * b, 1));
        expect(plan.tiles.reduce((sum, tile) => sum + tileSize(tile), 0)).toBe(plan.networks);
        expect(visits(plan).every((n) => n === 1)).toBe(true);
        expect(plan.tiles.every((tile, i) => tile.index === i)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it("would be caught with one tile twice or one missing (control)", () => {
    const plan = planSweep(sound({ axes: [{ param: "seed", from: 1, to: 9, count: 9 }] }), () => roomy);
    const twice = { ...plan, tiles: [...plan.tiles, plan.tiles[0]] };
    expect(visits(twice).every((n) => n === 1)).toBe(false);
    expect(visits({ ...plan, tiles: plan.tiles.slice(1) }).every((n) => n === 1)).toBe(false);
  });

  it("keeps every tile within the engine's limits, but for single networks and the tiles of a large sweep", () => {
    fc.assert(
      fc.property(anySweep, anyLimits, (spec, limits) => {
        const plan = planSweep(spec, () => limits);
        const { maxNetworks, maxCost, costPerNetwork, costPerStep } = limits;
        for (const tile of plan.tiles) {
          // A large sweep has larger tiles, which the engine is given in parts.
          if (tileSize(tile) <= Math.ceil(plan.networks / 50_000)) continue;
          const longest = Math.max(...tileNetworks(plan, tile).unroll);
          expect(tileSize(tile)).toBeLessThanOrEqual(maxNetworks);
          expect(tileSize(tile) * (costPerNetwork + costPerStep * longest)).toBeLessThanOrEqual(maxCost);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("is made of the blocks of one grid, cut off at its ends", () => {
    fc.assert(
      fc.property(anySweep, anyLimits, (spec, limits) => {
        const { tiles, shape, chunkShape, axes } = planSweep(spec, () => limits);
        for (const { start, stride, count } of tiles) {
          expect(stride.every((s) => s === 1)).toBe(true);
          expect(start.every((first, d) => first % chunkShape[d] === 0)).toBe(true);
          expect(count).toEqual(start.map((first, d) => Math.min(chunkShape[d], shape[d] - first)));
        }
        expect(axes.every((axis, d) => !axis.structural || chunkShape[d] === 1)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it("has blocks that follow the median of what its structures may hold; a given block it keeps", () => {
    const spec = sound({
      axes: [
        { param: "model.hidden", values: [1, 8, 64] },
        { param: "init.recurrent.gain", from: 0, to: 1, count: 512 },
      ],
    });
    const limitsOf = ({ model }: SweepSpec) => ({ ...roomy, maxNetworks: 512 / model.hidden });
    expect(planSweep(spec, limitsOf).chunkShape).toEqual([1, 64, 1]);
    const given = planSweep(spec, limitsOf, [1, 100, 1]);
    expect([given.chunkShape, given.tiles.length]).toEqual([[1, 100, 1], 3 * 6]);
    expect(visits(given).every((n) => n === 1)).toBe(true);
  });

  it("never mixes two structures in a tile", () => {
    const spec = sound({
      axes: [
        { param: "model.activation", values: ["tanh", "relu"] },
        { param: "init.recurrent.gain", from: 0, to: 1, count: 30 },
        { param: "model.hidden", values: [1, 4, 9] },
      ],
    });
    const plan = planSweep(spec, () => roomy);
    for (const tile of plan.tiles) {
      const structures = new Set<string>();
      for (const indices of tileIndices(tile))
        structures.add(JSON.stringify(specAt(plan.spec, indices).model));
      expect(structures.size).toBe(1);
      expect(structuralSpec(plan, tile).model).toEqual(specAt(plan.spec, [...tileIndices(tile)][0]).model);
    }
    expect(plan.axes.map((axis) => axis.structural)).toEqual([true, false, true]);
  });

  it("has a sketch of the whole map that takes a fiftieth of the work at most", () => {
    const axes = [
      { param: "init.recurrent.gain", from: 0, to: 1, count: 128 },
      { param: "task.unroll", from: 1, to: 96, count: 96 },
    ];
    const plan = planSweep(sound({ axes }), () => ({ ...roomy, maxNetworks: 512 }));
    const [first] = plan.sketch;
    expect([...tileIndices(first)].every(([i, j]) => i % 16 === 0 && j % 16 === 0)).toBe(true);
    expect(tileSize(first)).toBe(8 * 6);
    // A sixteenth-sharp picture after 1/256 of the work, an eighth-sharp one after 1/64; no point of it twice.
    const sketched = plan.sketch.flatMap((tile) => [...tileIndices(tile)].map(String));
    expect(new Set(sketched).size).toBe(sketched.length);
    expect(sketched.length / plan.networks).toBe(1 / 64);
    expect(plan.sketch.map(({ index }) => index)).toEqual(plan.sketch.map((_, k) => -1 - k));
    // Where a few tiles are the whole of it, or every 16th point is too many, there is none.
    expect(planSweep(sound({ axes }), () => roomy).sketch).toEqual([]);
    expect(planSweep(sound({ axes: axes.slice(1) }), () => ({ ...roomy, maxNetworks: 4 })).sketch).toEqual(
      [],
    );
  });

  it("spreads its tiles over the whole map before they grow dense", () => {
    const axes = [
      { param: "init.recurrent.gain", from: 0, to: 1, count: 128 },
      { param: "init.bias", from: 0, to: 1, count: 128 },
    ];
    const { tiles } = planSweep(sound({ axes }), () => ({ ...roomy, maxNetworks: 256 }));
    expect(tiles).toHaveLength(64);
    const corners = tiles.slice(0, 4).map(({ start }) => start.join());
    expect(corners.toSorted()).toEqual(["0,0,0", "0,64,0", "64,0,0", "64,64,0"]);
    const quarter = tiles.slice(0, 16);
    expect(quarter.every(({ start }) => start.every((first) => first % 32 === 0))).toBe(true);
  });

  it("is plain data, and the same for the same spec and limits", () => {
    const spec = sound({ replicates: 2, axes: [{ param: "init.bias", from: 0, to: 1, count: 33 }] });
    const tight = { ...roomy, maxNetworks: 10 };
    const plan = planSweep(spec, () => tight);
    expect(planSweep(structuredClone(spec), () => tight)).toEqual(plan);
    expect(structuredClone(plan)).toEqual(plan);
    // Control: another seed or other limits make another plan, whose chunks are not mistaken for this one's.
    expect(planSweep({ ...spec, seed: 1 }, () => tight).id).not.toBe(plan.id);
    expect(planSweep(spec, () => roomy).id).not.toBe(plan.id);
  });

  it("of a sweep without axes is its single network", () => {
    const plan = planSweep(sound({}), () => roomy);
    expect([plan.shape, plan.networks, plan.tiles.length]).toEqual([[1], 1, 1]);
  });
});
