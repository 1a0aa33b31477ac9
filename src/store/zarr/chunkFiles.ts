// The chunks of a store's metrics as files of a folder: found by their places, checked whenever they are read.

import type { MetricName } from "../../model/metrics/index.ts";
import { metricsOf } from "../../sweep/metricsOf.ts";
import { messageOf } from "../../sweep/mistakes.ts";
import type { FileEntry, ReadableFolder } from "../folder.ts";
import type { Box } from "../results.ts";
import { fileBytes, sizeProblem } from "./chunkFile.ts";
import { DamagedChunk } from "./damagedChunk.ts";
import { chunkAt, chunkPath, dimensionsOf, MOST_CHUNK_POINTS, type ZarrLayout } from "./layout.ts";
import { decodeMetric, type Elements, metricBytes } from "./metricChunk.ts";

/** No chunk's file is longer, whatever the sweep. */
const LONGEST_FILE = fileBytes(metricBytes("loss", MOST_CHUNK_POINTS));

/** The chunk files of one store. */
export class ChunkFiles {
  readonly metrics: readonly MetricName[];
  /** The arrays' own dimensions: one replicate alone is none. */
  readonly dimensions: number;
  /** Points per dimension of a chunk, and in all. */
  readonly chunk: readonly number[];
  readonly points: number;
  /** Files that were found to be longer than any chunk: they are not loaded, only to be refused. */
  private readonly tooLong: Map<string, number>;

  constructor(
    private readonly folder: ReadableFolder,
    readonly layout: ZarrLayout,
    listed: readonly FileEntry[],
  ) {
    this.metrics = metricsOf(layout.spec);
    this.chunk = dimensionsOf(layout).map(({ chunk }) => chunk);
    this.dimensions = this.chunk.length;
    this.points = this.chunk.reduce((a, b) => a * b, 1);
    this.tooLong = new Map(
      listed.filter(({ bytes }) => bytes > LONGEST_FILE).map(({ path, bytes }) => [path, bytes]),
    );
  }

  /** Where the files of a tile's chunk are. @throws RangeError where the box is no chunk */
  pathsOf(box: Box): Map<MetricName, string> {
    const position = chunkAt(this.layout, box).slice(0, this.dimensions);
    return new Map(this.metrics.map((metric) => [metric, chunkPath(metric, position)]));
  }

  /** Every file in the folder, with its size. */
  list(): Promise<FileEntry[]> {
    return this.folder.list();
  }

  /** What is wrong with the length of a metric's file, or null where it is right. */
  sizeProblem(metric: MetricName, length: number): string | null {
    return sizeProblem(length, metricBytes(metric, this.points));
  }

  /** Notes that a file was written anew. */
  rewritten(path: string): void {
    this.tooLong.delete(path);
  }

  /** The numbers of a chunk, or null where it has no file. @throws DamagedChunk where the file is not whole */
  async read(metric: MetricName, path: string): Promise<Elements | null> {
    const length = this.tooLong.get(path);
    if (length !== undefined)
      throw new DamagedChunk(path, this.sizeProblem(metric, length) ?? "it is too long");
    const file = await this.folder.read(path).catch((error: unknown) => {
      throw new DamagedChunk(path, `it cannot be read (${messageOf(error)})`);
    });
    if (file === null) return null;
    const elements = decodeMetric(metric, file, this.points);
    if (typeof elements === "string") throw new DamagedChunk(path, elements);
    return elements;
  }
}
