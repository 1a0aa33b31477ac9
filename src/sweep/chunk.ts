// A chunk: the results of one tile.

import type { MetricName } from "../model/metrics/index.ts";

/** The metrics of one tile's networks, in the tile's order. Its arrays are moved, not copied, between threads. */
export interface Chunk {
  readonly planId: string;
  /** Index of the tile in the plan. */
  readonly tile: number;
  readonly metrics: Partial<Record<MetricName, Float64Array<ArrayBuffer>>>;
}
