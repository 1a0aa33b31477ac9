// A random sample of a sweep's networks that have results, and what is stored of them: the same for the same seed, wherever
// the results lie and however they are cut into chunks.

import { RunCancelled } from "../../engine/engine.ts";
import type { MetricName } from "../../model/metrics/index.ts";
import { type RandomStream, randomStream } from "../../model/random.ts";
import type { SweepResults } from "../../store/results.ts";
import type { MetricValues } from "./recompute.ts";

/** A network that was drawn. */
export interface SampledNetwork {
  /** Grid indices: axes, then replicate. */
  readonly indices: readonly number[];
  readonly stored: MetricValues;
}

export interface Sample {
  readonly networks: readonly SampledNetwork[];
  /** Networks that were drawn and have no results (yet). */
  readonly missing: number;
}

/** A sweep of which less than a hundredth is there is not searched through for the points that are wanted. */
const MOST_DRAWN = 100;
/** At least this many are drawn at a time, so that each chunk is read for several of them. */
const BATCH = 256;

/** Draws networks without replacement until so many have results, or none are left. */
export async function drawSample(
  results: SweepResults,
  points: number,
  seed: number,
  signal?: AbortSignal,
): Promise<Sample> {
  const { shape } = results;
  const networks = shape.reduce((a, b) => a * b, 1);
  const order = shuffled(networks, randomStream(seed, 0, "verify"));
  const found: SampledNetwork[] = [];
  let missing = 0;
  for (let left = points * MOST_DRAWN; left > 0 && found.length < points; ) {
    const batch: number[] = [];
    const size = Math.min(Math.max(points - found.length, Math.min(BATCH, points)), left);
    while (batch.length < size) {
      const next = order.next();
      if (next.done) break;
      batch.push(next.value);
    }
    if (batch.length === 0) break;
    left -= batch.length;
    const read = await readAll(
      results,
      batch.map((flat) => indicesOf(shape, flat)),
      signal,
    );
    for (const network of read) {
      // One that is drawn beyond the last wanted is not part of the sample, with or without results.
      if (found.length === points) break;
      if (hasResults(network.stored)) found.push(network);
      else missing++;
    }
  }
  return { networks: found, missing };
}

/** In training a number may well be none (a target that was never reached), but never all of them. */
function hasResults(stored: MetricValues): boolean {
  return Object.values(stored).some((value) => !Number.isNaN(value));
}

/** 0 … count − 1 in random order, by Fisher's and Yates' shuffle; only the places that were touched take memory. */
function* shuffled(count: number, random: RandomStream): Generator<number, undefined> {
  const moved = new Map<number, number>();
  for (let place = 0; place < count; place++) {
    const other = place + Math.floor(random.uniform() * (count - place));
    const drawn = moved.get(other) ?? other;
    moved.set(other, moved.get(place) ?? place);
    moved.delete(place);
    yield drawn;
  }
}

/** What is stored of networks, in their order; read chunk by chunk, for whoever keeps chunks keeps the last ones at hand. */
async function readAll(
  results: SweepResults,
  places: readonly (readonly number[])[],
  signal?: AbortSignal,
): Promise<SampledNetwork[]> {
  const { metrics, chunkShape } = results;
  const byChunk = new Map<string, number[]>();
  for (const [n, indices] of places.entries()) {
    const chunk = indices.map((at, d) => Math.floor(at / chunkShape[d])).join();
    const there = byChunk.get(chunk);
    if (there === undefined) byChunk.set(chunk, [n]);
    else there.push(n);
  }
  const stored = places.map((): Partial<Record<MetricName, number>> => ({}));
  for (const inChunk of byChunk.values()) {
    if (signal?.aborted) throw new RunCancelled();
    for (const metric of metrics) {
      for (const n of inChunk) {
        const [value] = await results.read(metric, { start: places[n], count: places[n].map(() => 1) });
        stored[n][metric] = value;
      }
    }
  }
  return places.map((indices, n) => ({ indices, stored: stored[n] }));
}

/** The grid indices of a flat position, last dimension fastest. */
function indicesOf(shape: readonly number[], flat: number): number[] {
  const indices = shape.map(() => 0);
  for (let d = shape.length - 1, rest = flat; d >= 0; d--) {
    indices[d] = rest % shape[d];
    rest = Math.floor(rest / shape[d]);
  }
  return indices;
}
