// Where a colour scale should end: robust against the few points that are a thousand powers of ten away.

import { bisectRight, quantileSorted } from "d3-array";
import { alongOf } from "./along.ts";
import { isCentred, type Limits, type ScaleKind } from "./colours.ts";

/** The share of points beyond each end of the automatic limits. */
const TAIL = 0.02;
/** A loss may explode to 10^31 at a tenth of the points: no end lies further out than so many times the bulk's width. */
const FENCE = 3;
/** The bulk lies between this share of the points and as much from the other end. */
const BULK = 0.2;
/** The tail of a diverging scale, whose arms are equally long: the seam around 0 matters more than the far ends. */
const DIVERGING_TAIL = 0.3;
/** The legend shows at most this much beyond each limit, as a share of the distance between them. */
const LEGEND_ROOM = 0.5;

/** Values in the samples of all panels together. */
export const MOST_SAMPLED = 5000;

/** The finite values among what the map shows, sorted. */
export interface Sample {
  readonly sorted: number[];
}

/** A sample of at most `most` values, evenly over the map. */
export function sampleOf(field: { at(index: number): number }, source: Int32Array, most: number): Sample {
  const stride = Math.max(1, Math.floor(source.length / most));
  // A typed array sorts without calling back, which is many times faster.
  const finite = new Float64Array(Math.ceil(source.length / stride));
  let count = 0;
  for (let i = 0; i < source.length; i += stride) {
    const value = source[i] < 0 ? Number.NaN : field.at(source[i]);
    if (Number.isFinite(value)) finite[count++] = value;
  }
  return { sorted: Array.from(finite.subarray(0, count).sort()) };
}

/** Several samples as one. */
export function joined(samples: readonly Sample[]): Sample {
  if (samples.length === 1) return samples[0];
  return { sorted: Array.from(Float64Array.from(samples.flatMap(({ sorted }) => sorted)).sort()) };
}

/** The automatic limits of a sample. */
export function automaticLimits(kind: ScaleKind, sample: Sample): Limits {
  const sorted = distancesOf(kind, sample);
  if (isCentred(kind)) {
    if (sorted.length === 0) return [-1, 1];
    const sizes = Array.from(Float64Array.from(sorted, Math.abs).sort());
    const end = quantileSorted(sizes, 1 - DIVERGING_TAIL) || sizes[sizes.length - 1] || 1;
    return [-end, end];
  }
  const [low, high] = sorted.length === 0 ? [0, 1] : bulkOf(sorted);
  const { back } = alongOf(kind);
  return [back(low), back(high)];
}

function bulkOf(sorted: number[]): Limits {
  const at = (share: number) => quantileSorted(sorted, share) as number;
  const fence = FENCE * (at(1 - BULK) - at(BULK)) || Number.POSITIVE_INFINITY;
  const low = Math.max(at(TAIL), at(BULK) - fence);
  const high = Math.min(at(1 - TAIL), at(1 - BULK) + fence);
  if (high > low) return [low, high];
  const room = Math.max(Math.abs(low) * 0.1, 1e-6);
  return [low - room, low + room];
}

/** The range that the legend shows: both limits, and the values around them. */
export function legendRange(kind: ScaleKind, sample: Sample, limits: Limits): Limits {
  const sorted = distancesOf(kind, sample);
  if (sorted.length === 0) return limits;
  const { forward, back } = alongOf(kind);
  const [from, to] = limits.map(forward);
  const room = LEGEND_ROOM * (to - from);
  const low = Math.max(sorted[0], from - room);
  const high = Math.min(sorted[sorted.length - 1], to + room);
  return [low < from ? back(low) : limits[0], high > to ? back(high) : limits[1]];
}

/** How many values of a sample fall into each of `bins` equal parts of a range. */
export function histogram(kind: ScaleKind, sample: Sample, range: Limits, bins: number): number[] {
  const counts = new Array<number>(bins).fill(0);
  const [low, high] = range.map(alongOf(kind).forward);
  for (const value of distancesOf(kind, sample)) {
    if (value < low || value > high) continue;
    counts[Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins))]++;
  }
  return counts;
}

/** The values of a sample that lie on the scale at all, as distances along it. */
function distancesOf(kind: ScaleKind, { sorted }: Sample): number[] {
  if (kind !== "logarithmic") return sorted;
  return sorted.slice(bisectRight(sorted, 0)).map(alongOf(kind).forward);
}
