// Reading results for a figure: many points become one pixel without a lie, and no more is read or held than is shown.

import { describe, expect, it } from "vitest";
import { arrangementOf } from "../../src/store/figure/arrangement.ts";
import { figureFromResults, figureMistakes } from "../../src/store/figure/figureFromResults.ts";
import { panelsOf } from "../../src/store/figure/panelPlace.ts";
import { type Blocks, numberBlocks, outcomeBlocks } from "../../src/store/figure/reading/blocks.ts";
import { boxesOf, MOST_NUMBERS } from "../../src/store/figure/reading/boxes.ts";
import { readPanels } from "../../src/store/figure/reading/panelGrids.ts";
import { shownAxes } from "../../src/store/figure/shownAxis.ts";
import type { Box } from "../../src/store/results.ts";
import type { View } from "../../src/sweep/view.ts";
import { type Formula, gain, mapsOf, resultsOf, unroll } from "./figureResults.ts";

/** The pixels of each panel of a formula, in blocks of a size. */
function pixels(
  spec: object,
  formula: Formula,
  columns: number,
  rows: number,
  blocks: () => Blocks,
  view: View = {},
) {
  const results = resultsOf(spec, formula, [4, 3, 2, 2]);
  const arrangement = arrangementOf(results.spec, view);
  const slice = arrangement.hidden.map((_, i) => view.slice?.[i] ?? 0);
  const places = panelsOf(arrangement, shownAxes(results.spec));
  return readPanels(results, {
    metric: results.metrics[0],
    arrangement,
    places,
    slice,
    reduction: null,
    columns,
    rows,
    blocks,
  });
}

function filled(blocks: Blocks, values: readonly number[]): number[] {
  for (const value of values) blocks.add(0, value);
  return [...blocks.values()];
}

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

describe("a pixel of several points", () => {
  it("is their mean, NaN only where all are, and infinite where one is", () => {
    expect(filled(numberBlocks(2, "mean"), [1, 2, 6])).toEqual([3, nan]);
    expect(filled(numberBlocks(1, "mean"), [nan, 4, nan])).toEqual([4]);
    expect(filled(numberBlocks(1, "mean"), [1, -infinity, 5])).toEqual([-infinity]);
    expect(filled(numberBlocks(1, "mean"), [infinity, 1, -infinity])).toEqual([nan]);
    expect(filled(numberBlocks(1, "mean"), [1.5e308, 1.5e308])).toEqual([1.5e308]);
  });

  it("is the largest or the smallest of them, whatever the order", () => {
    for (const order of [
      [nan, 1, 9, -3],
      [9, -3, nan, 1],
      [-3, 9, 1, nan],
    ]) {
      expect(filled(numberBlocks(1, "max"), order)).toEqual([9]);
      expect(filled(numberBlocks(1, "min"), order)).toEqual([-3]);
    }
    expect(filled(numberBlocks(1, "max"), [-infinity, nan])).toEqual([-infinity]);
  });

  it("is the outcome that most of them have; of several the last; and no outcome that there is not", () => {
    expect(filled(outcomeBlocks(2), [0, 0, 4])).toEqual([0, nan]);
    expect(filled(outcomeBlocks(1), [2, 0, 2, 0])).toEqual([2]);
    expect(filled(outcomeBlocks(1), [-1, nan])).toEqual([-1]);
    expect(filled(outcomeBlocks(3), [77, 5, -2, 0.5, infinity])).toEqual([nan, nan, nan]);
  });

  it("holds just the points that lie there, on axes that the pixels do not divide", async () => {
    const spec = { axes: [gain(10), unroll(7)] };
    const [sums] = await pixels(
      spec,
      ([x, y]) => x + 100 * y,
      4,
      3,
      () => numberBlocks(12, "max"),
    );
    // The last position of each pixel: 4 pixels over 10 positions end at 2, 4, 7, 9; 3 over 7 at 2, 4, 6.
    expect([...sums]).toEqual([2, 4, 6].flatMap((y) => [2, 4, 7, 9].map((x) => x + 100 * y)));
    const [means] = await pixels(
      spec,
      ([x, y]) => x + 100 * y,
      4,
      3,
      () => numberBlocks(12, "mean"),
    );
    expect(means[0]).toBeCloseTo(1 + 100, 10);
    expect([...means]).not.toEqual([...sums]);
  });
});

describe("a single exploding point among a million", () => {
  const spec = { axes: [gain(1000), unroll(1000)] };
  /** Zeros but for one point; a formula for each of them would take longer than all else. */
  const read = async (_: unknown, { start, count }: Box) => {
    const values = new Float64Array(count.reduce((a, b) => a * b, 1));
    const [x, y] = [777 - start[0], 333 - start[1]];
    if (x >= 0 && x < count[0] && y >= 0 && y < count[1]) values[x * count[1] + y] = 300;
    return values;
  };
  const results = { ...resultsOf(spec, () => 0, [100, 100, 1]), read };

  it("is seen as such under max, and as its share of the pixel under mean", async () => {
    const arrangement = arrangementOf(results.spec, {});
    const places = panelsOf(arrangement, shownAxes(results.spec));
    const size = { columns: 250, rows: 200 };
    const seen = async (kind: "max" | "mean") => {
      const blocks = () => numberBlocks(size.columns * size.rows, kind);
      const shown = { arrangement, places, slice: [0], reduction: null, blocks, metric: results.metrics[0] };
      const [panel] = await readPanels(results, { ...shown, ...size });
      return [...panel.entries()].filter(([, value]) => value !== 0);
    };
    // Pixels of 4 × 5 points: the 195th of the 67th row.
    const at = 66 * 250 + 194;
    expect(await seen("max")).toEqual([[at, 300]]);
    expect(await seen("mean")).toEqual([[at, expect.closeTo(300 / 20, 10)]]);
  });

  it("is one pixel of the picture", async () => {
    const axes = [gain(2048), unroll(400)];
    const wide = { ...results, shape: [2048, 400, 1], spec: { ...results.spec, axes } };
    for (const [blocks, bright] of [
      ["max", [(399 - 333) * 1024 + Math.floor(777 / 2)]],
      ["min", []],
    ] as const) {
      const figure = await figureFromResults(wide, { limits: [-300, 300] }, { blocks });
      const { columns, rgba } = mapsOf(figure)[0].pixels;
      const seen = new Uint32Array(rgba.buffer);
      expect(columns).toBe(1024);
      expect([...seen.keys()].filter((i) => seen[i] !== seen[0])).toEqual(bright);
    }
  });
});

describe("what is read for a figure", () => {
  it("is every point of the map once, nothing beside the slice, and never more than there is room for", async () => {
    const boxes: Box[] = [];
    const spec = {
      axes: [gain(1500), unroll(1000), { param: "init.input.gain", from: 0, to: 1, count: 10 }],
    };
    const read = async (_: unknown, box: Box) => {
      boxes.push(box);
      return new Float64Array(size(box));
    };
    const results = { ...resultsOf(spec, () => 0, [256, 256, 8, 1]), read };
    await figureFromResults(results, { slice: [7, 0], limits: [-1, 1] });
    expect(boxes.reduce((sum, box) => sum + size(box), 0)).toBe(1500 * 1000);
    expect(new Set(boxes.map(({ start, count }) => `${start[2]}+${count[2]}`))).toEqual(new Set(["7+1"]));
    expect(Math.max(...boxes.map(size))).toBeLessThanOrEqual(MOST_NUMBERS);
    expect(boxes.length).toBeLessThan(20);
    // Along the borders of blocks, so that none of them is unpacked twice.
    for (const { start } of boxes) expect([start[0] % 256, start[1] % 256]).toEqual([0, 0]);
  });

  it("covers any part without a gap or an overlap", () => {
    for (const most of [1, 7, 50, 10_000]) {
      const part = { start: [3, 0, 5], count: [11, 4, 9] };
      const seen = new Map<string, number>();
      for (const { start, count } of boxesOf(part, [4, 4, 3], [0, 2], most)) {
        for (let a = 0; a < count[0]; a++)
          for (let b = 0; b < count[1]; b++)
            for (let c = 0; c < count[2]; c++) {
              const key = [start[0] + a, start[1] + b, start[2] + c].join();
              seen.set(key, (seen.get(key) ?? 0) + 1);
            }
      }
      expect(seen.size).toBe(11 * 4 * 9);
      expect(new Set(seen.values())).toEqual(new Set([1]));
      for (const key of seen.keys()) {
        const at = key.split(",").map(Number);
        expect(at.every((place, d) => place >= part.start[d] && place < part.start[d] + part.count[d])).toBe(
          true,
        );
      }
    }
  });

  it("goes to the panel that it belongs to, wherever the panels' axis stands", async () => {
    const names = { param: "model.activation", values: ["tanh", "relu", "identity"] };
    const place = (x: number, y: number, n: number) => x + 10 * y + 100 * n;
    for (const [axes, formula] of [
      [[names, gain(5), unroll(4)], ([n, x, y]) => place(x, y, n)],
      [[gain(5), names, unroll(4)], ([x, n, y]) => place(x, y, n)],
      [[gain(5), unroll(4), names], ([x, y, n]) => place(x, y, n)],
    ] as [object[], Formula][]) {
      const panels = await pixels({ axes }, formula, 5, 4, () => numberBlocks(20, "mean"));
      panels.forEach((panel, n) => {
        expect([...panel]).toEqual(Array.from({ length: 20 }, (_, i) => place(i % 5, Math.floor(i / 5), n)));
      });
      expect(panels).toHaveLength(3);
    }
  });

  it("has its replicates reduced as on the page", async () => {
    const results = resultsOf({ axes: [gain(4)], replicates: 3 }, ([x, r]) => [x, x + 1, 100][r]);
    const median = await figureFromResults(results, { reduce: "median", limits: [-100, 100] });
    const single = await figureFromResults(
      resultsOf({ axes: [gain(4)] }, ([x]) => x + 1),
      { limits: [-100, 100] },
    );
    const mean = await figureFromResults(results, { reduce: "mean", limits: [-100, 100] });
    expect(mapsOf(median)[0].pixels.rgba).toEqual(mapsOf(single)[0].pixels.rgba);
    expect(mapsOf(mean)[0].pixels.rgba).not.toEqual(mapsOf(single)[0].pixels.rgba);
  });

  it("is nothing where the view does not fit, and every mistake is said", async () => {
    const results = resultsOf({ axes: [gain(4)] }, () => 0);
    const view: View = { metric: "nonsense", slice: [9] };
    await expect(figureFromResults(results, view)).rejects.toThrow(
      /view\.metric: given "nonsense"[\s\S]*view\.slice/,
    );
    expect(figureMistakes(results, {})).toEqual([]);
    const training = resultsOf({ mode: "training", axes: [gain(4)], metrics: ["outcome"] }, () => 0);
    // Training has all of its metrics, also those that nobody asked for.
    expect(figureMistakes(training, { metric: "finalLoss", limits: [0.1, 1] })).toEqual([]);
    expect(figureMistakes(training, { metric: "finalLoss", limits: [-1, 1] })).toHaveLength(1);
    expect(figureMistakes(training, { metric: "outcome", limits: [0, 1] })).toHaveLength(1);
  });

  it("ends where it is given up", async () => {
    const signal = AbortSignal.abort(new Error("given up"));
    await expect(
      figureFromResults(
        resultsOf({}, () => 0),
        {},
        { signal },
      ),
    ).rejects.toThrow("given up");
  });
});

function size({ count }: Box): number {
  return count.reduce((a, b) => a * b, 1);
}
