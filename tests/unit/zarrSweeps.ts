// Sweeps for the tests of the Zarr store: layouts with ragged edges and odd dimensions, and numbers to fill them with.

import fc from "fast-check";
import type { MetricName } from "../../src/model/metrics/index.ts";
import { MemoryFolder } from "../../src/store/memoryFolder.ts";
import type { Box } from "../../src/store/results.ts";
import { layoutOf, type ZarrLayout } from "../../src/store/zarr/layout.ts";
import { openZarr } from "../../src/store/zarr/open.ts";
import { createZarr, type ZarrStore } from "../../src/store/zarr/store.ts";
import type { Chunk } from "../../src/sweep/chunk.ts";
import { parseSpec } from "../../src/sweep/spec.ts";
import { anySpec } from "./arbitrary.ts";
import { signedUniform, sound } from "./draw.ts";

export const facts = {
  program: "vanishing-point",
  version: "0.0.0",
  engines: [{ name: "cpu", description: "one thread" }],
};

/** A layout of a spec that must be sound. */
export function layout(spec: object, chunkShape: readonly number[]): ZarrLayout {
  return layoutOf(sound(spec), chunkShape);
}

const gain = { param: "init.recurrent.gain", from: 0.5, to: 3, count: 7, scale: "log" };
const unroll = { param: "task.unroll", from: 1, to: 50, count: 5 };
const cell = { param: "model.cell", values: ["gru", "rnn", "gru"] };
const seed = { param: "seed", values: [Number.MAX_SAFE_INTEGER, 0] };
const outcomes = ["outcome", "finalLoss"];

/** Sweeps of nought to four dimensions, in chunks that do and do not fit. */
export const sweeps: Readonly<Record<string, ZarrLayout>> = {
  "no dimension": layout({ metrics: ["loss"] }, [1]),
  "replicates alone": layout({ replicates: 5 }, [2]),
  "one axis, whole chunks": layout({ axes: [{ ...gain, count: 6 }] }, [3, 1]),
  "two axes, ragged": layout({ axes: [gain, unroll], metrics: ["logGradientNorm.input", "loss"] }, [3, 2, 1]),
  "two axes and replicates, ragged": layout({ axes: [gain, unroll], replicates: 3 }, [4, 5, 2]),
  "names, seeds and training": layout(
    { mode: "training", axes: [cell, gain, seed], metrics: outcomes },
    [1, 4, 1, 1],
  ),
  "four dimensions": layout(
    { mode: "training", axes: [cell, gain, unroll], replicates: 4, metrics: outcomes },
    [1, 3, 2, 3],
  ),
};

/** Every chunk of a layout's grid as a box, counted out the long way. */
export function boxesOf({ shape, chunkShape }: ZarrLayout): Box[] {
  let boxes: Box[] = [{ start: [], count: [] }];
  shape.forEach((length, d) => {
    const starts = Array.from({ length: Math.ceil(length / chunkShape[d]) }, (_, k) => k * chunkShape[d]);
    boxes = boxes.flatMap(({ start, count }) =>
      starts.map((at) => ({
        start: [...start, at],
        count: [...count, Math.min(chunkShape[d], length - at)],
      })),
    );
  });
  return boxes;
}

/** Every position of a box, last dimension fastest. */
export function positionsOf({ start, count }: Box): number[][] {
  return count.reduce<number[][]>(
    (all, n, d) => all.flatMap((at) => Array.from({ length: n }, (_, k) => [...at, start[d] + k])),
    [[]],
  );
}

const odd = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  -0,
  1e300,
  -1e300,
  1e-300,
  1e-42,
];

/** What a metric is at a position: mostly ordinary numbers, some of them awkward; of outcomes one of the five, or none. */
export function valueAt(metric: MetricName, position: readonly number[]): number {
  const key = position.reduce((sum, k) => sum * 131 + k + 1, metric.length);
  const draw = signedUniform(key);
  const which = draw();
  if (metric === "outcome") return which > 0.8 ? Number.NaN : Math.floor((which + 1) * 2.5) % 5;
  return which > 0.7 ? odd[Math.floor(Math.abs(draw()) * odd.length)] : draw() * 100;
}

/** What an engine would hand over for a box. */
export function metricsOfBox(names: readonly MetricName[], box: Box): Chunk["metrics"] {
  const positions = positionsOf(box);
  return Object.fromEntries(
    names.map((name) => [name, Float64Array.from(positions, (at) => valueAt(name, at))]),
  );
}

/** A store with every chunk put, in a given order of them. */
export async function filled(
  sweep: ZarrLayout,
  order: (boxes: Box[]) => Box[] = (boxes) => boxes,
): Promise<{ folder: MemoryFolder; store: ZarrStore }> {
  const folder = new MemoryFolder();
  const store = await createZarr(folder, sweep, facts);
  for (const box of order(boxesOf(sweep))) await store.put(box, metricsOfBox(store.metrics, box));
  return { folder, store };
}

/** The store in a folder, opened again. */
export async function reopened(folder: MemoryFolder): Promise<ZarrStore> {
  const opened = await openZarr(folder);
  if (!opened.ok) throw new Error(JSON.stringify(opened.mistakes));
  return opened.value;
}

/** The whole of a sweep as one box. */
export function whole({ shape }: Pick<ZarrLayout, "shape">): Box {
  return { start: shape.map(() => 0), count: [...shape] };
}

/** All files of a folder by their paths, sorted. */
export async function filesOf(folder: MemoryFolder): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const paths = (await folder.list()).map(({ path }) => path).sort();
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const path of paths) files.set(path, (await folder.read(path)) ?? new Uint8Array());
  return files;
}

/** A random sound spec with few enough points to be filled, cut into chunks of random shapes. */
export const anySweep: fc.Arbitrary<ZarrLayout> = fc
  .tuple(anySpec, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 7, maxLength: 7 }))
  .map(([spec, shares]) => {
    const few = { ...spec, replicates: 1 + (((spec as { replicates?: number }).replicates ?? 1) % 3) };
    const parsed = parseSpec(few);
    if (!parsed.ok) return null;
    const { axes, shape } = layoutOf(parsed.value, []);
    if (shape.reduce((a, b) => a * b, 1) > 3000) return null;
    const chunkShape = shape.map((length, d) =>
      axes[d]?.structural ? 1 : 1 + Math.floor(shares[d] * (length - 1)),
    );
    return layoutOf(parsed.value, chunkShape);
  })
  .filter((sweep) => sweep !== null);
