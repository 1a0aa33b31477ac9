// A chunk: the results of one tile.

import type { MetricName } from "../model/metrics/index.ts";
import type { Tile } from "./tile.ts";

/** The metrics of one tile's networks, in the tile's order. Its arrays are moved, not copied, between threads. */
export interface Chunk {
  readonly planId: string;
  /** The points that these are the results of: a tile of the plan, a part of one, or a tile of its sketch. */
  readonly tile: Tile;
  readonly metrics: Partial<Record<MetricName, Float64Array<ArrayBuffer>>>;
}
