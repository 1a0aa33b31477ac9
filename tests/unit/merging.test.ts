// Which sweeps become cells, and of how many points: what fits stays as it is, and what does not is cut where it hurts least.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gradientMetrics } from "../../src/model/metrics/index.ts";
import { CellStore } from "../../src/store/cells.ts";
import { arrangementOf, factorsOf, isMerged, middleOf } from "../../src/store/figure/arrangement.ts";
import { positionText, shownAxes } from "../../src/store/figure/shownAxis.ts";
import { ticksOf } from "../../src/store/figure/ticks.ts";
import { pointOf, sliceOf, viewMistakes } from "../../src/store/figure/viewed.ts";
import { cellMiddle, cellSpan, type Dimension, MOST_CELLS, mergeFactors } from "../../src/store/merging.ts";
import { planSweep } from "../../src/sweep/plan.ts";
import { tileSize } from "../../src/sweep/tile.ts";
import { sound } from "./draw.ts";

const gain = (count: number) => ({ param: "init.recurrent.gain", from: 0, to: 2, count });
const bias = (count: number) => ({ param: "init.bias", from: 0, to: 1, count });
const input = (count: number) => ({ param: "init.input.gain", from: 0, to: 1, count });
const names = { param: "model.activation", values: ["tanh", "relu", "identity"] };
const factors = (axes: readonly object[], replicates = 1) => factorsOf(sound({ axes, replicates }));
const shown = (axes: readonly object[], replicates = 1) =>
  arrangementOf(sound({ axes, replicates }), {}, factors(axes, replicates)).shape;

describe("a sweep", { timeout: 20_000 }, () => {
  it("of networks that all find room, on a map that does, stays as it is", () => {
    for (const axes of [[gain(1024), bias(1024)], [gain(512), bias(256), input(8)], [gain(1)], []]) {
      expect(isMerged(factors(axes))).toBe(false);
    }
    // The control: one position more along the map, or one network more than there is room for.
    expect(factors([gain(1025), bias(4)])).toEqual([2, 1, 1]);
    expect(isMerged(factors([gain(1024), bias(512), input(3)]))).toBe(true);
  });

  it("of a hundred million points has pixels of ten by ten", () => {
    expect(factors([gain(10_000), bias(10_000)])).toEqual([10, 10, 1]);
    expect(factors([gain(2000), bias(1500)])).toEqual([2, 2, 1]);
  });

  it("never merges names, and leaves sliders, panels and replicates their positions while the map has many", () => {
    expect(shown([names, gain(2000), bias(2000)])[0]).toBe(3);
    expect(shown([gain(1000), bias(1000), input(5)], 4).slice(2)).toEqual([5, 4]);
    const [x, y, z] = shown([gain(1000), bias(1000), input(1000)]);
    expect(Math.min(x, y)).toBeGreaterThanOrEqual(200);
    expect(z).toBeGreaterThanOrEqual(12);
    // Replicates are the last to go, but a million of them do.
    const many: Dimension[] = [
      { positions: 64, role: "across or up" },
      { positions: 1_000_000, role: "replicates" },
    ];
    expect(mergeFactors(many, 2)).toEqual([1, 62]);
  });

  it("is cut into no more cells than there is room for, and into no fewer than that takes", () => {
    const dimension = fc.record({
      positions: fc.integer({ min: 1, max: 3000 }),
      role: fc.constantFrom<Dimension["role"]>("across or up", "beyond", "replicates"),
    });
    fc.assert(
      fc.property(
        fc.array(dimension, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 10 }),
        (dimensions, metrics) => {
          const cut = mergeFactors(dimensions, metrics);
          const cells = dimensions.map(({ positions }, d) => Math.ceil(positions / cut[d]));
          const all = cells.reduce((a, b) => a * b, 1);
          expect(all).toBeLessThanOrEqual(MOST_CELLS);
          for (const [d, { positions, role }] of dimensions.entries()) {
            if (role === "across or up") expect(cells[d]).toBeLessThanOrEqual(1024);
            // The spans of a dimension's cells follow each other from end to end, and hold their middles.
            let end = 0;
            for (let cell = 0; cell < cells[d]; cell++) {
              const [from, to] = cellSpan(cell, cut[d], positions);
              const middle = cellMiddle(cell, cut[d], positions);
              if (from !== end || middle < from || middle >= to) throw new Error(`cell ${cell} of ${d}`);
              end = to;
            }
            expect(end).toBe(positions);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("of a hundred million points takes less than 200 MB, and a chunk of 50,000 a few milliseconds", () => {
    const spec = sound({
      axes: [gain(10_000), bias(10_000)],
      metrics: Object.keys(gradientMetrics),
    });
    const plan = planSweep(spec, () => ({
      maxNetworks: 50_000,
      maxCost: 1e9,
      costPerNetwork: 1,
      costPerStep: 0,
    }));
    const before = process.memoryUsage().arrayBuffers;
    const store = new CellStore(plan, factorsOf(spec));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(200e6);
    const chunks = plan.tiles.slice(0, 4).map((tile) => ({
      planId: plan.id,
      tile,
      metrics: {
        loss: Float64Array.from({ length: tileSize(tile) }, (_, n) => n % 17),
        logLoss: Float64Array.from({ length: tileSize(tile) }, (_, n) => n % 13),
      },
    }));
    const times = chunks.map((chunk) => {
      const start = performance.now();
      store.put(chunk);
      return performance.now() - start;
    });
    expect(store.doneCount).toBe(chunks.reduce((sum, { tile }) => sum + tileSize(tile), 0));
    // The quickest of them: other work on the machine must not fail it. A loop with a call per network takes ten times that.
    expect(Math.min(...times)).toBeLessThan(20);
  });
});

describe("a page", () => {
  const spec = sound({ axes: [gain(2001), bias(3), input(500)], replicates: 3 });
  const arrangement = arrangementOf(spec, {}, factorsOf(spec));

  it("keeps the sweep's own indices in its address, whatever share of them it shows", () => {
    const slice = [377, 2];
    expect(arrangement.factors[2]).toBeGreaterThan(1);
    const shownSlice = sliceOf(arrangement, { slice });
    expect(shownSlice).toEqual([Math.floor(377 / arrangement.factors[2]), 2]);
    const written = shownSlice.map((at, i) => middleOf(arrangement, arrangement.hidden[i], at));
    expect(sliceOf(arrangement, { slice: written })).toEqual(shownSlice);
    expect(pointOf(arrangement.positions, { point: [2000, 2, 499, 2] })).toEqual([2000, 2, 499, 2]);
    expect(
      viewMistakes(spec, { point: [2000, 2, 499, 2], slice: [499, 2], cells: "max" }, arrangement.factors),
    ).toEqual([]);
    // The control: one past the end.
    expect(viewMistakes(spec, { slice: [500, 2] }, arrangement.factors).map(({ path }) => path)).toEqual([
      "view.slice",
    ]);
  });

  it("says which values of an axis a pixel covers, and has its ticks where the positions really lie", () => {
    const [merged, own] = shownAxes(sound({ axes: [gain(2001), bias(3)] }), [2, 1, 1]);
    expect([merged.values.length, merged.all.length, own.values]).toEqual([1001, 2001, own.all]);
    expect(positionText(merged, 10)).toBe("0.02 … 0.021");
    expect(positionText(merged, 1000)).toBe("2");
    expect(positionText(own, 1)).toBe("0.5");
    // Position 1000 of 2001 lies in the middle of the first half of pixel 500 of 1001, whose second half is position 1001.
    const tick = ticksOf(merged, 5).find(({ label }) => label === "1");
    expect(tick?.at).toBeCloseTo((500 + 0.25) / 1001, 12);
    expect(ticksOf(own, 2).find(({ label }) => label === "0.5")?.at).toBe(0.5);
  });
});
