// Results as .npy: a reader of NumPy's own description finds every number where it was, and no more than a slab is held.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { npyHeader, npyParts, type Precision } from "../../src/store/npy.ts";
import { boxSize, slabsOf } from "../../src/store/slabs.ts";
import { GridResults, placesIn, placeValue } from "./gridResults.ts";
import { joined } from "./handZip.ts";

const axes = [
  { param: "init.recurrent.gain", from: 0, to: 1, count: 5 },
  { param: "task.unroll", from: 1, to: 7, count: 7 },
];
const spec = { axes, metrics: ["loss" as const] };

/** What NumPy would load, by its format's description. */
function loaded(file: Uint8Array): { dtype: string; shape: number[]; values: number[] } {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const start = 10 + view.getUint16(8, true);
  const text = Buffer.from(file.subarray(0, start)).toString("latin1");
  const header = text.slice(10);
  const parts = /^\{'descr': '(<f[48])', 'fortran_order': False, 'shape': \(([\d, ]*)\), \} *\n$/.exec(
    header,
  );
  if (parts === null || text.slice(0, 8) !== "\x93NUMPY\x01\x00" || start % 64 !== 0)
    throw new Error(`unexpected header ${header}`);
  const shape = parts[2].split(",").flatMap((word) => (word.trim() === "" ? [] : [Number(word)]));
  const width = Number(parts[1][2]);
  const values: number[] = [];
  for (let at = start; at < file.length; at += width) {
    values.push(width === 4 ? view.getFloat32(at, true) : view.getFloat64(at, true));
  }
  return { dtype: parts[1], shape, values };
}

async function fileOf(results: GridResults, precision: Precision, most?: number) {
  const parts: Uint8Array[] = [];
  for await (const part of npyParts(results, "loss", precision, most)) parts.push(part);
  return { file: joined(...parts), parts };
}

const everything = (results: GridResults) =>
  placesIn({ start: results.shape.map(() => 0), count: results.shape }).map((at) => placeValue("loss", at));

describe("a metric as .npy", () => {
  it.each<[Precision, string]>([
    ["float64", "<f8"],
    ["float32", "<f4"],
  ])("has every number where it was, in %s", async (precision, dtype) => {
    const results = new GridResults({ ...spec, replicates: 3 });
    const expected = everything(results).map((x) => (precision === "float32" ? Math.fround(x) : x));
    for (const most of [undefined, 40, 9, 1]) {
      const { file } = await fileOf(results, precision, most);
      expect(loaded(file)).toEqual({ dtype, shape: [5, 7, 3], values: expected });
      // Control: two numbers in each other's place are seen.
      const turned = new GridResults({ ...spec, replicates: 3 }, (metric, [i, j, k]) =>
        placeValue(metric, i + j + k === 1 ? [k, j, i] : [i, j, k]),
      );
      expect(loaded((await fileOf(turned, precision, most)).file).values).not.toEqual(expected);
    }
  });

  it("lacks the last dimension where there is one replicate, and has none where there is no axis", async () => {
    expect(loaded((await fileOf(new GridResults(spec), "float64")).file).shape).toEqual([5, 7]);
    const point = loaded((await fileOf(new GridResults({ ...spec, axes: [] }), "float64")).file);
    expect(point).toEqual({ dtype: "<f8", shape: [], values: [1] });
  });

  it("keeps NaN, infinities and the sign of zero; in float32 what is too large is infinite", async () => {
    const odd = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 1e300, -1e300, 1e-300];
    const results = new GridResults({ ...spec, axes: [axes[1]] }, (_, [i]) => odd[i]);
    expect(loaded((await fileOf(results, "float64")).file).values).toEqual(odd);
    expect(loaded((await fileOf(results, "float32")).file).values).toEqual(odd.map(Math.fround));
  });

  it("reads slabs of whole chunks where they fit, and never more than it may hold", async () => {
    const results = new GridResults({ ...spec, replicates: 3 });
    await fileOf(results, "float32", 42);
    // Two rows of chunks have 2 × 7 × 3 numbers; the last is cut at the grid's edge.
    expect(results.boxes.map(({ start, count }) => [start[0], ...count])).toEqual([
      [0, 2, 7, 3],
      [2, 2, 7, 3],
      [4, 1, 7, 3],
    ]);
    results.boxes.length = 0;
    const { parts } = await fileOf(results, "float32", 12);
    expect(Math.max(...results.boxes.map(boxSize))).toBeLessThanOrEqual(12);
    expect(Math.max(...parts.slice(1).map(({ length }) => length))).toBeLessThanOrEqual(4 * 12);
  });

  it("hands on buffers of its own: changing one changes no result", async () => {
    const kept = Float64Array.from(everything(new GridResults(spec)));
    const results = new GridResults(spec);
    results.read = async () => kept;
    for await (const part of npyParts(results, "loss", "float64")) part.fill(0);
    expect(kept[3]).not.toBe(0);
  });

  it("has a header as NumPy writes it", () => {
    const text = Buffer.from(npyHeader([3], "float32")).toString("latin1");
    expect(text).toContain("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }");
    expect(npyHeader([3])).toEqual(npyHeader([3], "float64"));
  });
});

describe("slabs", () => {
  it("one behind the other are the block in C order, whatever its shape and chunks", () => {
    const dimension = fc.record({
      start: fc.nat(4),
      count: fc.nat(6),
      chunk: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(
        fc.array(dimension, { maxLength: 4 }),
        fc.integer({ min: 1, max: 50 }),
        (dimensions, most) => {
          const box = { start: dimensions.map((d) => d.start), count: dimensions.map((d) => d.count) };
          const slabs = [
            ...slabsOf(
              box,
              dimensions.map((d) => d.chunk),
              most,
            ),
          ];
          expect(slabs.flatMap(placesIn)).toEqual(placesIn(box));
          for (const slab of slabs) expect(boxSize(slab)).toBeLessThanOrEqual(most);
        },
      ),
      { numRuns: 400 },
    );
    // Control: in another order they are not.
    const turned = [...slabsOf({ start: [0], count: [4] }, [2], 2)].toReversed();
    expect(turned.flatMap(placesIn)).not.toEqual(placesIn({ start: [0], count: [4] }));
  });
});
