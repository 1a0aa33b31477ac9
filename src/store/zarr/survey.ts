// Which tiles of a kept sweep are done: every file is read and its checksum computed, so that what counts as done was whole
// when it was looked at. A chunk full of NaN is as done as any other.

import type { MetricName } from "../../model/metrics/index.ts";
import type { Box } from "../results.ts";
import type { ChunkFiles } from "./chunkFiles.ts";
import { DamagedChunk } from "./damagedChunk.ts";

/** What became of a list of tiles; each is in one of the three, by its index in the list. */
export interface Survey {
  readonly done: readonly number[];
  /** Not every metric has a file. */
  readonly missing: readonly number[];
  readonly damaged: readonly { readonly tile: number; readonly path: string; readonly problem: string }[];
}

/** Tiles looked at side by side: enough to keep a disk busy, each with one file in memory. */
const AT_ONCE = 4;

/**
 * Looks at every tile.
 * @param onProgress told after each tile how many of all were looked at
 */
export async function surveyTiles(
  files: ChunkFiles,
  tiles: readonly Box[],
  onProgress: (looked: number, all: number) => void,
): Promise<Survey> {
  // Listed first: a file that is not there, or of the wrong length, is not asked for.
  const lengths = new Map((await files.list()).map(({ path, bytes }) => [path, bytes]));
  const states = new Array<"done" | "missing" | DamagedChunk>(tiles.length).fill("missing");
  let next = 0;
  let looked = 0;
  const lookOn = async () => {
    while (next < tiles.length) {
      const tile = next++;
      states[tile] = await stateOf(files, files.pathsOf(tiles[tile]), lengths);
      onProgress(++looked, tiles.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lookOn));
  const tilesThatAre = (state: "done" | "missing") =>
    states.flatMap((each, tile) => (each === state ? [tile] : []));
  return {
    done: tilesThatAre("done"),
    missing: tilesThatAre("missing"),
    damaged: states.flatMap((each, tile) =>
      each instanceof DamagedChunk ? [{ tile, path: each.path, problem: each.problem }] : [],
    ),
  };
}

async function stateOf(
  files: ChunkFiles,
  paths: ReadonlyMap<MetricName, string>,
  lengths: ReadonlyMap<string, number>,
): Promise<"done" | "missing" | DamagedChunk> {
  for (const [metric, path] of paths) {
    const length = lengths.get(path);
    if (length === undefined) continue;
    const problem = files.sizeProblem(metric, length);
    if (problem !== null) return new DamagedChunk(path, problem);
  }
  if ([...paths.values()].some((path) => !lengths.has(path))) return "missing";
  try {
    for (const [metric, path] of paths) {
      if ((await files.read(metric, path)) === null) return "missing";
    }
    return "done";
  } catch (error) {
    if (error instanceof DamagedChunk) return error;
    throw error;
  }
}
