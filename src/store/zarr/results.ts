// A kept sweep that is read: boxes of any metric, whole tiles, and a survey of what is there. Nothing of it is trusted that
// was not checked; missing chunks are NaN, damaged ones an error.

import type { MetricName } from "../../model/metrics/index.ts";
import type { Chunk } from "../../sweep/chunk.ts";
import type { FileEntry, ReadableFolder } from "../folder.ts";
import type { Box, SweepResults } from "../results.ts";
import { ChunkCache } from "./chunkCache.ts";
import { ChunkFiles } from "./chunkFiles.ts";
import { DamagedChunk } from "./damagedChunk.ts";
import { chunkPath, type ZarrLayout } from "./layout.ts";
import type { ZarrFacts } from "./metadata.ts";
import { copyBlock, type Elements } from "./metricChunk.ts";
import { type Survey, surveyTiles } from "./survey.ts";

/** A Zarr store that is read. */
export class ZarrResults implements SweepResults {
  readonly spec: SweepResults["spec"];
  readonly axes: SweepResults["axes"];
  readonly shape: SweepResults["shape"];
  readonly chunkShape: SweepResults["chunkShape"];
  readonly metrics: readonly MetricName[];
  protected readonly files: ChunkFiles;
  protected readonly cache = new ChunkCache();

  /** @param listed the folder's files when it was opened */
  constructor(
    folder: ReadableFolder,
    layout: ZarrLayout,
    protected noted: ZarrFacts,
    listed: readonly FileEntry[],
  ) {
    this.spec = layout.spec;
    this.axes = layout.axes;
    this.shape = layout.shape;
    this.chunkShape = layout.chunkShape;
    this.files = new ChunkFiles(folder, layout, listed);
    this.metrics = this.files.metrics;
  }

  /** Who made the store. */
  get facts(): ZarrFacts {
    return this.noted;
  }

  /** @throws DamagedChunk where a chunk that is needed cannot be trusted; RangeError for a metric or box that is not there */
  async read(metric: MetricName, box: Box): Promise<Float64Array<ArrayBuffer>> {
    this.refuseForeign(metric, box);
    const dimensions = this.files.dimensions;
    const start = box.start.slice(0, dimensions);
    const count = box.count.slice(0, dimensions);
    const values = new Float64Array(box.count.reduce((a, b) => a * b, 1)).fill(Number.NaN);
    if (values.length === 0) return values;
    const chunk = this.files.chunk;
    for (const position of positions(
      start.map((at, d) => Math.floor(at / chunk[d])),
      start.map((at, d) => Math.floor((at + count[d] - 1) / chunk[d])),
    )) {
      const elements = await this.chunk(metric, chunkPath(metric, position));
      if (elements === null) continue;
      const from = position.map((k, d) => Math.max(start[d], k * chunk[d]));
      const end = position.map((k, d) => Math.min(start[d] + count[d], (k + 1) * chunk[d]));
      copyBlock(
        elements,
        values,
        from.map((at, d) => end[d] - at),
        { shape: chunk, start: from.map((at, d) => at - position[d] * chunk[d]) },
        { shape: count, start: from.map((at, d) => at - start[d]) },
      );
    }
    return values;
  }

  /** The metrics of one tile, or why there are none: not every one of them has a file, or one cannot be trusted. */
  async readTile(box: Box): Promise<Chunk["metrics"] | "missing" | "damaged"> {
    const count = box.count.slice(0, this.files.dimensions);
    const size = count.reduce((a, b) => a * b, 1);
    const place = count.map(() => 0);
    const metrics: Chunk["metrics"] = {};
    let missing = false;
    try {
      for (const [metric, path] of this.files.pathsOf(box)) {
        const elements = await this.files.read(metric, path);
        if (elements === null) missing = true;
        else {
          const values = new Float64Array(size);
          const inChunk = { shape: this.files.chunk, start: place };
          copyBlock(elements, values, count, inChunk, { shape: count, start: place });
          metrics[metric] = values;
        }
      }
    } catch (error) {
      if (error instanceof DamagedChunk) return "damaged";
      throw error;
    }
    return missing ? "missing" : metrics;
  }

  /** Which of these tiles are done, missing or damaged: every byte of them is read and summed. */
  survey(
    tiles: readonly Box[],
    onProgress: (looked: number, all: number) => void = () => {},
  ): Promise<Survey> {
    return surveyTiles(this.files, tiles, onProgress);
  }

  /** Those of these tiles, by their index in the list, of which every metric has a file; none of them is read. */
  async listed(tiles: readonly Box[]): Promise<number[]> {
    const there = new Set((await this.files.list()).map(({ path }) => path));
    return tiles.flatMap((tile, index) =>
      [...this.files.pathsOf(tile).values()].every((path) => there.has(path)) ? [index] : [],
    );
  }

  private async chunk(metric: MetricName, path: string): Promise<Elements | null> {
    const kept = this.cache.get(path);
    if (kept !== undefined) return kept;
    const elements = await this.files.read(metric, path);
    // What is missing may come while the sweep runs, so it is asked for every time.
    if (elements !== null) this.cache.set(path, elements);
    return elements;
  }

  private refuseForeign(metric: MetricName, { start, count }: Box): void {
    if (!this.metrics.includes(metric)) {
      throw new RangeError(`this sweep has no metric ${metric}; it has ${this.metrics.join(", ")}`);
    }
    const inside =
      start.length === this.shape.length &&
      count.length === this.shape.length &&
      this.shape.every(
        (length, d) =>
          Number.isInteger(start[d]) &&
          Number.isInteger(count[d]) &&
          start[d] >= 0 &&
          count[d] >= 0 &&
          start[d] + count[d] <= length,
      );
    if (!inside) {
      throw new RangeError(
        `the box of ${count.join(" × ")} points from ${start.join(", ")} is not within ${this.shape.join(" × ")}`,
      );
    }
  }
}

/** All positions from the first to the last one, both included, the last dimension fastest. */
function* positions(first: readonly number[], last: readonly number[]): Generator<number[]> {
  const at = [...first];
  for (;;) {
    yield [...at];
    let d = at.length - 1;
    for (; d >= 0; d--) {
      if (++at[d] <= last[d]) break;
      at[d] = first[d];
    }
    if (d < 0) return;
  }
}
