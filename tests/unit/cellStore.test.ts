// Sweeps kept as cells: what each cell shows is what a plain computation over its points gives, in whichever order the tiles
// come, and whatever is shown before them.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MetricName } from "../../src/model/metrics/index.ts";
import { CellStore } from "../../src/store/cells.ts";
import { type Reduction, reduced } from "../../src/store/figure/reduction.ts";
import { planSweep, type SweepPlan } from "../../src/sweep/plan.ts";
import { flatIndex, type Tile, tileIndices } from "../../src/sweep/tile.ts";
import { sound } from "./draw.ts";

const { NaN: nan, POSITIVE_INFINITY: plus, NEGATIVE_INFINITY: minus } = Number;
const mean: Reduction = { kind: "mean" };

/** A sweep over names, two numbers and replicates. */
function plan(counts: readonly [number, number, number], maxNetworks: number, mode = "gradient"): SweepPlan {
  const spec = sound({
    mode,
    replicates: counts[2],
    axes: [
      { param: "init.recurrent.gain", from: 0, to: 2, count: counts[0] },
      { param: "model.activation", values: ["tanh", "relu"] },
      { param: "init.bias", from: 0, to: 1, count: counts[1] },
    ],
  });
  return planSweep(spec, () => ({ maxNetworks, maxCost: 1e9, costPerNetwork: 1, costPerStep: 0 }));
}

function chunkOf(
  { id }: SweepPlan,
  tile: Tile,
  value: (indices: number[]) => number,
  metric: MetricName = "loss",
) {
  return {
    planId: id,
    tile,
    metrics: { [metric]: Float64Array.from(tileIndices(tile), value) },
  };
}

/** The values of every cell's points, by the cell's flat index. */
function plainCells(of: SweepPlan, factors: readonly number[], value: (indices: number[]) => number) {
  const shape = of.shape.map((count, d) => Math.ceil(count / factors[d]));
  const cells = new Map<number, { values: number[]; networks: number[][] }>();
  for (const indices of tileIndices(everything(of))) {
    const cell = flatIndex(
      shape,
      indices.map((index, d) => Math.floor(index / factors[d])),
    );
    const known = cells.get(cell) ?? { values: [], networks: [] };
    cells.set(cell, known);
    known.values.push(value(indices));
    known.networks.push(indices);
  }
  return cells;
}

function everything({ shape }: SweepPlan): Tile {
  return { index: 0, start: shape.map(() => 0), stride: shape.map(() => 1), count: shape };
}

const same = (a: number, b: number) => Object.is(a, b) || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));

/** The cells whose mean, maximum, network of the maximum or coverage are other than plainly computed. */
function wrongCells(store: CellStore, value: (indices: number[]) => number): number[] {
  const [means, maxima] = [store.values("loss", "mean"), store.values("loss", "max")];
  return [...plainCells(store.plan, store.factors, value)].flatMap(([cell, { values, networks }]) => {
    const all = values.length;
    const ones = new Uint8Array(all).fill(1);
    const numbers = values.filter((one) => !Number.isNaN(one));
    const max = numbers.length === 0 ? nan : Math.max(...numbers);
    const position = store.shape.map((_, d) => Math.floor(networks[0][d] / store.factors[d]));
    const opened = flatIndex(store.plan.shape, store.networkAt(position, "loss", "max"));
    const first = networks.find((_, i) => values[i] === max);
    const isRight =
      same(means?.[cell] ?? nan, reduced(mean, values, ones, 0, all, new Float64Array(all))) &&
      same(maxima?.[cell] ?? nan, max) &&
      (first === undefined || opened === flatIndex(store.plan.shape, first)) &&
      JSON.stringify(store.coverageAt("loss", cell)) ===
        JSON.stringify({ isFinal: true, there: all, of: all, numbers: numbers.length });
    return isRight ? [] : [cell];
  });
}

/** A value for each network, drawn by its flat index. */
const drawn =
  (of: SweepPlan, values: readonly number[]) =>
  (indices: readonly number[]): number =>
    values[(flatIndex(of.shape, indices) * 7919) % values.length];

describe("cells", { timeout: 20_000 }, () => {
  const value = fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: -50, max: 50 }) },
    { weight: 1, arbitrary: fc.constantFrom(nan, plus, minus) },
  );
  const cases = fc.record({
    counts: fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 15 }), fc.constantFrom(1, 3)),
    factors: fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 5 }), fc.constantFrom(1, 2)),
    most: fc.integer({ min: 1, max: 60 }),
    values: fc.array(value, { minLength: 23, maxLength: 23 }),
    order: fc.infiniteStream(fc.nat({ max: 1000 })),
  });
  const storeOf = (counts: readonly [number, number, number], [a, b, c]: readonly number[], most: number) =>
    new CellStore(plan(counts, most), [a, 1, b, c]);

  it("are what their points plainly make, in any order, however often a tile and whatever else comes", () => {
    fc.assert(
      fc.property(cases, ({ counts, factors, most, values, order }) => {
        const store = storeOf(counts, factors, most);
        const at = drawn(store.plan, values);
        const tiles = [...store.plan.tiles, ...store.plan.sketch]
          .map((tile) => ({ tile, key: order.next().value ?? 0 }))
          .toSorted((one, other) => one.key - other.key);
        for (const { tile, key } of tiles) {
          const before = store.doneCount;
          if (key % 3 === 0) store.preview(chunkOf(store.plan, tile, () => 1000 + key));
          expect(store.doneCount).toBe(before);
          store.put(chunkOf(store.plan, tile, at));
          if (key % 4 === 0) store.put(chunkOf(store.plan, tile, at));
        }
        expect(store.doneCount).toBe(store.plan.networks);
        expect(wrongCells(store, at)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("are found wrong where a tile counts twice, or not at all (control)", () => {
    const sweep = plan([20, 12, 1], 30);
    const at = drawn(sweep, [1, 5, -3, 8, 2, 9, 4]);
    const fill = (of: SweepPlan, tiles = of.tiles) => {
      const store = new CellStore(of, [4, 1, 3, 1]);
      for (const tile of tiles) store.put(chunkOf(of, tile, at));
      return wrongCells(store, at).length;
    };
    expect(fill(sweep)).toBe(0);
    const twice = { ...sweep.tiles[3], index: sweep.tiles.length };
    expect(fill({ ...sweep, tiles: [...sweep.tiles, twice] })).toBeGreaterThan(0);
    expect(fill(sweep, sweep.tiles.slice(1))).toBeGreaterThan(0);
    expect(fill(sweep, [sweep.tiles[0], ...sweep.tiles])).toBe(0);
  });
});

describe("a cell", () => {
  /** One cell of 10 × 10 points, filled tile by tile. */
  function cell(value: (indices: number[]) => number, metric: MetricName = "loss") {
    const of = plan([10, 10, 1], 7, metric === "outcome" ? "training" : "gradient");
    const store = new CellStore(of, [10, 1, 10, 1]);
    for (const tile of of.tiles) store.put(chunkOf(of, tile, value, metric));
    const [own] = [flatIndex(store.shape, [0, 1, 0, 0])];
    return {
      store,
      mean: store.values(metric, "mean")?.[own],
      max: store.values(metric, "max")?.[own],
      coverage: store.coverageAt(metric, own),
      opened: (merging: "mean" | "max") => store.networkAt([0, 1, 0, 0], metric, merging),
    };
  }
  const only = (at: readonly number[], value: number, rest: number) => (indices: number[]) =>
    indices[0] === at[0] && indices[2] === at[1] ? value : rest;

  it("shows one explosion among a hundred points as itself by its maximum, and thinned out by its mean", () => {
    const { mean: thinned, max, opened } = cell(only([7, 2], 30, 0));
    expect(thinned).toBeCloseTo(0.3, 12);
    expect(max).toBe(30);
    expect(opened("max")).toEqual([7, 1, 2, 0]);
    expect(opened("mean")).toEqual([4, 1, 4, 0]);
  });

  it("has −∞ for a mean as soon as one point has, and as a maximum only where all have; both infinities leave no mean", () => {
    expect(cell(only([3, 3], minus, 5))).toMatchObject({ mean: minus, max: 5 });
    expect(cell(() => minus)).toMatchObject({ mean: minus, max: minus });
    expect(cell(only([3, 3], plus, 5))).toMatchObject({ mean: plus, max: plus });
    expect(cell(only([3, 3], plus, minus))).toMatchObject({ mean: nan, max: plus });
  });

  it("leaves out what is no number and counts it as missing", () => {
    const some = cell((indices) => (indices[0] < 4 ? nan : 2));
    expect(some).toMatchObject({ mean: 2, max: 2, coverage: { isFinal: true, there: 100, numbers: 60 } });
    expect(cell(() => nan)).toMatchObject({ mean: nan, max: nan, coverage: { there: 100, numbers: 0 } });
  });

  it("of outcomes shows the most frequent one, of equally frequent ones the worst; or the worst there is", () => {
    const mostly = cell(only([0, 0], 4, 0), "outcome");
    expect(mostly).toMatchObject({ mean: 0, max: 4 });
    expect(mostly.opened("max")).toEqual([0, 1, 0, 0]);
    expect(cell(({ 0: x }) => (x < 5 ? 3 : 1), "outcome")).toMatchObject({ mean: 3, max: 3 });
    // The control: one more of the other turns it round; an open run counts as neither.
    expect(cell(({ 0: x, 2: y }) => (x < 5 && y + x > 0 ? 3 : 1), "outcome")).toMatchObject({ mean: 1 });
    expect(cell(({ 0: x }) => (x < 5 ? -1 : 1), "outcome")).toMatchObject({
      mean: 1,
      coverage: { numbers: 50 },
    });
  });
});

describe("what comes before a cell's own points", () => {
  const of = plan([160, 120, 1], 40);
  const factors = [10, 1, 8, 1];

  it("fills the map from a sketch, each cell by a point near its middle, and leaves it with the first that is done", () => {
    const store = new CellStore(of, factors);
    const cells = store.shape.reduce((a, b) => a * b, 1);
    expect(of.sketch.length).toBeGreaterThan(0);
    const place = ({ 0: x, 2: y }: number[]) => 1000 * x + y;
    for (const tile of of.sketch) store.put(chunkOf(of, tile, place));
    const values = store.values("loss", "mean") as ArrayLike<number>;
    for (let flat = 0; flat < cells; flat++) {
      expect(store.has(flat)).toBe(true);
      expect(store.coverageAt("loss", flat)).toMatchObject({ isFinal: false, there: 0, numbers: 0 });
      // No further from the cell's middle than the sketch's points lie from each other.
      const [x, , y] = store.networkAt([Math.floor(flat / 30), 0, flat % 15, 0], "loss", "mean");
      expect(Math.abs(Math.floor(values[flat] / 1000) - x)).toBeLessThanOrEqual(16);
      expect(Math.abs((values[flat] % 1000) - y)).toBeLessThanOrEqual(16);
    }
    expect(store.doneCount).toBe(0);
    const [tile] = of.tiles;
    store.put(chunkOf(of, tile, () => -1));
    const met = store.placeOf(tile);
    expect(values[flatIndex(store.shape, met.start)]).toBe(-1);
    expect(store.preview(chunkOf(of, tile, () => 77))).toBe(false);
    expect(values[flatIndex(store.shape, met.start)]).toBe(-1);
  });

  it("is a part of a tile or its state so far, and counts for nothing", () => {
    const store = new CellStore(of, factors);
    const [tile] = of.tiles;
    const part = { ...tile, count: tile.count.with(0, 1) };
    store.put(chunkOf(of, part, () => 5));
    store.preview(chunkOf(of, tile, () => 6));
    expect([store.doneCount, store.isTouched(tile), store.isTouched(of.tiles[1])]).toEqual([0, true, false]);
    expect(store.put({ ...chunkOf(of, tile, () => 3), planId: "another" })).toBe(false);
    store.put(chunkOf(of, tile, () => 3));
    expect(store.values("loss", "mean")?.[flatIndex(store.shape, store.placeOf(tile).start)]).toBe(3);
  });

  it("of a run that has not begun is nothing", () => {
    const training = plan([20, 20, 1], 400, "training");
    const store = new CellStore(training, [5, 1, 5, 1]);
    const [tile] = training.tiles;
    expect(store.preview(chunkOf(training, tile, () => nan, "outcome"))).toBe(false);
    expect(store.preview(chunkOf(training, tile, ({ 0: x }) => (x < 5 ? -1 : nan), "outcome"))).toBe(true);
    expect([store.has(0), store.has(store.shape[2] * 2)]).toEqual([true, false]);
  });
});
