// Reads the numbers of a figure's panels from wherever the results lie, box by box, and makes pixels of points: a sweep of
// 10^8 points takes no more memory than its picture and one box.

import type { MetricName } from "../../../model/metrics/index.ts";
import type { Box, SweepResults } from "../../results.ts";
import type { Arrangement } from "../arrangement.ts";
import type { PanelPlace } from "../panelPlace.ts";
import { type Reduction, reduced } from "../reduction.ts";
import type { Blocks } from "./blocks.ts";
import { boxesOf } from "./boxes.ts";

/** What is read, and what becomes of it. */
export interface Reading {
  readonly metric: MetricName;
  readonly arrangement: Arrangement;
  readonly places: readonly PanelPlace[];
  /** The position along each hidden dimension. */
  readonly slice: readonly number[];
  /** How the replicates become one number, or null. */
  readonly reduction: Reduction | null;
  /** The size of the pictures. */
  readonly columns: number;
  readonly rows: number;
  readonly blocks: () => Blocks;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The pixels of each panel, row by row from the lowest position up.
 * @throws what `results.read` throws, and the signal's reason where it is given up
 */
export async function readPanels(results: SweepResults, reading: Reading): Promise<Float64Array[]> {
  const { arrangement, places, metric, columns, rows, signal } = reading;
  const { shape, x, y } = arrangement;
  const panels = places.map(() => reading.blocks());
  const toColumn = pixelsOf(shape[x] ?? 1, columns);
  const toRow = pixelsOf(shape[y] ?? 1, rows);
  const free = [x, y].filter((d) => d >= 0).toSorted((a, b) => a - b);
  for (const box of boxesOf(partOf(reading), results.chunkShape, free)) {
    signal?.throwIfAborted();
    const numbers = await results.read(metric, box);
    const points = pointsOf(box, reading.reduction, numbers);
    for (const [i, place] of places.entries()) {
      const from = place.at.reduce((sum, { dimension: d, index }) => sum + index * points.step[d], 0);
      for (let v = 0; v < (box.count[y] ?? 1); v++) {
        const row = toRow((box.start[y] ?? 0) + v) * columns;
        for (let u = 0; u < (box.count[x] ?? 1); u++) {
          const at = from + v * (points.step[y] ?? 0) + u * (points.step[x] ?? 0);
          panels[i].add(row + toColumn((box.start[x] ?? 0) + u), points.at(at));
        }
      }
    }
  }
  return panels.map((panel) => panel.values());
}

/** All of the grid that the figure shows: the map, every panel, and the replicates where they are reduced. */
function partOf({ arrangement, slice }: Reading): Box {
  const { shape, x, y, hidden, panels, isReduced } = arrangement;
  const isWhole = (d: number) =>
    d === x || d === y || panels.includes(d) || (isReduced && d === shape.length - 1);
  return {
    start: shape.map((_, d) => (isWhole(d) ? 0 : slice[hidden.indexOf(d)])),
    count: shape.map((size, d) => (isWhole(d) ? size : 1)),
  };
}

/** The numbers of a box by their place in it, those of replicates reduced where they are. */
function pointsOf({ count }: Box, reduction: Reduction | null, numbers: Float64Array) {
  const step = count.map((_, d) => count.slice(d + 1).reduce((a, b) => a * b, 1));
  if (reduction === null) return { step, at: (place: number) => numbers[place] };
  const replicates = count[count.length - 1];
  // What is not there (yet) is NaN, which a reduction leaves out by itself.
  const there = new Uint8Array(replicates).fill(1);
  const scratch = new Float64Array(replicates);
  const at = (place: number) =>
    reduced(reduction, numbers.subarray(place, place + replicates), there, 0, replicates, scratch);
  return { step, at };
}

/** From a position to the pixel it falls into; as even as it can be, so that ticks are right wherever they are. */
function pixelsOf(positions: number, pixels: number): (position: number) => number {
  return (position) => Math.floor((position * pixels) / positions);
}
