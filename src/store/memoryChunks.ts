// What a store in memory holds of single tiles: which of them are done, and the chunk of one, as if it had just been computed.

import type { MetricName } from "../model/metrics/index.ts";
import type { Chunk } from "../sweep/chunk.ts";
import { eachFlatIndex, tileSize } from "../sweep/tile.ts";
import type { MemoryStore } from "./memory.ts";

/** The places, among the plan's tiles, of those whose networks are all done. */
export function doneTilesOf({ plan, done, doneCount }: MemoryStore): number[] {
  const all = plan.tiles.map((_, index) => index);
  if (doneCount === plan.networks) return all;
  return all.filter((index) => {
    let isDone = true;
    eachFlatIndex(plan.shape, plan.tiles[index], (flat) => {
      if (done[flat] === 0) isDone = false;
    });
    return isDone;
  });
}

/** The chunk of a tile of the plan. */
export function chunkOf({ plan, metrics }: MemoryStore, index: number): Chunk {
  const tile = plan.tiles[index];
  const columns = [...metrics].map(([name, values]) => ({
    name,
    values,
    own: new Float64Array(tileSize(tile)),
  }));
  eachFlatIndex(plan.shape, tile, (flat, n) => {
    for (const { values, own } of columns) own[n] = values[flat];
  });
  const own = Object.fromEntries(columns.map((column) => [column.name, column.own]));
  return { planId: plan.id, tile, metrics: own as Partial<Record<MetricName, Float64Array<ArrayBuffer>>> };
}

/** The memory that a store takes. */
export function bytesOf({ plan, metrics }: MemoryStore): number {
  return plan.networks * (metrics.size * Float64Array.BYTES_PER_ELEMENT + 2);
}
