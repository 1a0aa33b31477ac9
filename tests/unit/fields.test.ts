// What the map draws of a store: metrics, reduced replicates and differences, while the chunks still come in; and that each
// pixel shows its own network.

import { describe, expect, it } from "vitest";
import { DifferenceField } from "../../src/app/map/field/differenceField.ts";
import { type Field, MetricField } from "../../src/app/map/field/field.ts";
import { ReducedField } from "../../src/app/map/field/reducedField.ts";
import { type Picture, seenBy } from "../../src/app/map/picture.ts";
import { Raster } from "../../src/app/map/raster.ts";
import type { MetricName } from "../../src/model/metrics/index.ts";
import { MemoryStore } from "../../src/store/memory.ts";
import { planSweep, type SweepPlan } from "../../src/sweep/plan.ts";
import { flatIndex, type Tile, tileIndices } from "../../src/sweep/tile.ts";
import { sound } from "./draw.ts";

const REPLICATES = 16;
/** Tiles of at most 40 networks, coarse to fine, over names, two numbers and replicates. */
function plan(mode: "gradient" | "training" = "gradient"): SweepPlan {
  const spec = sound({
    mode,
    replicates: REPLICATES,
    axes: [
      { param: "init.recurrent.gain", from: 0, to: 2, count: 13 },
      { param: "model.activation", values: ["tanh", "relu"] },
      { param: "init.bias", from: 0, to: 1, count: 7 },
    ],
  });
  return planSweep(spec, () => ({ maxNetworks: 40, maxCost: 1e9, costPerNetwork: 1, costPerStep: 0 }));
}

/** A number that tells a network from every other one. */
const mark = (indices: readonly number[]) => indices.reduce((sum, index) => 31 * sum + index, 1);

function fill(store: MemoryStore, tile: Tile, metric: MetricName, value = mark): void {
  const values = Float64Array.from([...tileIndices(tile)], value);
  store.put({ planId: store.plan.id, tile, metrics: { [metric]: values } });
}

/** The mean over the replicates of a point that are done, written down plainly. */
function plainMean(store: MemoryStore, point: readonly number[]): { mean: number; there: number } {
  const { shape } = store.plan;
  const flats = Array.from({ length: REPLICATES }, (_, r) => flatIndex(shape, [...point, r]));
  const done = flats.filter((flat) => store.done[flat] === 1);
  const values = store.metrics.get("loss") as Float64Array;
  return { mean: done.reduce((sum, flat) => sum + values[flat], 0) / done.length, there: done.length };
}

describe("reduced replicates", () => {
  it("are those that are there, chunk by chunk, and final only with the last of them", () => {
    const store = new MemoryStore(plan());
    const field = new ReducedField(store, "loss", { kind: "mean" });
    const point = [4, 1, 3];
    const flat = flatIndex(store.plan.shape, [...point, 0]);
    const seen = new Set<number>();
    expect(field.read(flat)).toBeNull();
    for (const tile of store.plan.tiles) {
      fill(store, tile, "loss");
      field.mark(tile);
      const { mean, there } = plainMean(store, point);
      const read = field.read(flat);
      if (there === 0) expect(read).toBeNull();
      else {
        expect(read).toMatchObject({ there, of: REPLICATES, isFinal: there === REPLICATES });
        expect(read?.value).toBeCloseTo(mean, 6);
      }
      seen.add(there);
    }
    // It was indeed seen in part, and asked by whichever replicate.
    expect(seen.size).toBeGreaterThan(2);
    expect(field.at(flat + 5)).toBe(field.at(flat));
  });

  it("stay as they were where nobody is told of new values (control)", () => {
    const store = new MemoryStore(plan());
    const deaf = new ReducedField(store, "loss", { kind: "mean" });
    expect(deaf.has(0)).toBe(false);
    for (const tile of store.plan.tiles) fill(store, tile, "loss");
    expect(deaf.has(0)).toBe(false);
  });

  it("name the replicate that the inspector opens", () => {
    const store = new MemoryStore(plan());
    for (const tile of store.plan.tiles) fill(store, tile, "loss", (indices) => (indices[3] - 7) ** 2);
    expect(new ReducedField(store, "loss", { kind: "quantile", q: 0 }).nearest(0)).toBe(7);
    expect(new ReducedField(store, "loss", { kind: "quantile", q: 1 }).nearest(0)).toBe(15);
  });

  it("of outcomes leave open runs out of the fraction", () => {
    const store = new MemoryStore(plan("training"));
    for (const tile of store.plan.tiles) {
      fill(store, tile, "outcome", (indices) => (indices[3] < 4 ? -1 : indices[3] < 7 ? 0 : 2));
    }
    const field = new ReducedField(store, "outcome", { kind: "fraction", outcome: "converged" });
    expect(field.read(0)).toMatchObject({ value: 3 / 12, there: 12, numbers: 12 });
  });
});

describe("a picture", () => {
  const base: Picture = { x: 0, y: 2, position: [0, 0, 0, 0], reduced: -1, other: null };

  /** Every pixel's own network, after all tiles came in the plan's order, or in another one. */
  function painted(store: MemoryStore, picture: Picture, field: Field, order = store.plan.tiles): Raster {
    const raster = new Raster(store.plan, picture);
    for (const tile of order) {
      fill(store, tile, "loss");
      field.mark(tile);
      raster.add(seenBy(picture, tile), (flat) => field.has(flat));
    }
    return raster;
  }
  function expectOwn(raster: Raster, panel: number, replicate: number, shape: readonly number[]): void {
    for (let y = 0; y < 7; y++) {
      for (let x = 0; x < 13; x++) {
        const flat = flatIndex(shape, [x, panel, y, replicate]);
        expect(raster.source[(6 - y) * 13 + x]).toBe(flat);
      }
    }
  }

  it("of any dimensions shows each pixel its own network of its own panel", () => {
    for (const [panel, replicate] of [
      [0, 0],
      [1, 0],
      [1, 9],
    ]) {
      const store = new MemoryStore(plan());
      const picture = { ...base, position: [0, panel, 0, replicate] };
      expectOwn(painted(store, picture, new MetricField(store, "loss")), panel, replicate, store.plan.shape);
    }
  });

  it("of reduced replicates is filled by whichever of them comes first", () => {
    const store = new MemoryStore(plan());
    const field = new ReducedField(store, "loss", { kind: "mean" });
    const picture = { ...base, reduced: 3, position: [0, 1, 0, 0] };
    expectOwn(painted(store, picture, field), 1, 0, store.plan.shape);
    // The control: a picture that does not say so misses the tiles of other replicates.
    const other = new MemoryStore(plan());
    const tile = other.plan.tiles.find(({ start }) => start[3] > 0) as Tile;
    const whole = new ReducedField(other, "loss", { kind: "mean" });
    expect(painted(other, picture, whole, [tile]).source.some((flat) => flat >= 0)).toBe(tile.start[1] === 1);
    expect(painted(other, { ...picture, reduced: -1 }, whole, [tile]).source.some((flat) => flat >= 0)).toBe(
      false,
    );
  });

  it("of a difference shows a pixel once both panels have it, in whichever order they come", () => {
    for (const reversed of [false, true]) {
      const store = new MemoryStore(plan());
      const { shape, tiles } = store.plan;
      const [a, b] = [
        [0, 1, 0, 2],
        [0, 0, 0, 2],
      ];
      const plain = new MetricField(store, "loss");
      const field = new DifferenceField(plain, flatIndex(shape, b) - flatIndex(shape, a), false);
      const picture = { ...base, position: a, other: b };
      const raster = painted(store, picture, field, reversed ? tiles.toReversed() : tiles);
      expectOwn(raster, 1, 2, shape);
      const flat = flatIndex(shape, [5, 1, 3, 2]);
      expect(field.at(flat)).toBe(mark([5, 1, 3, 2]) - mark([5, 0, 3, 2]));
      expect(field.read(flat)).toMatchObject({ isFinal: true, of: 1 });
    }
  });

  it("of a difference shows nothing while only one of the two is there", () => {
    const store = new MemoryStore(plan());
    const { shape } = store.plan;
    const distance = flatIndex(shape, [0, 0, 0, 0]) - flatIndex(shape, [0, 1, 0, 0]);
    const field = new DifferenceField(new MetricField(store, "loss"), distance, false);
    const picture = { ...base, position: [0, 1, 0, 0], other: [0, 0, 0, 0] };
    const onlyA = store.plan.tiles.filter(({ start }) => start[1] === 1);
    expect(painted(store, picture, field, onlyA).source.every((flat) => flat === -1)).toBe(true);
  });
});
