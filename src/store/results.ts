// The results of a sweep, wherever they lie: boxes of numbers that are read one after the other, so that an export, a picture
// or a check holds no more of a sweep than it is working on.

import type { MetricName } from "../model/metrics/index.ts";
import type { PlannedAxis } from "../sweep/plan.ts";
import type { SweepSpec } from "../sweep/spec.ts";

/** A block of the grid without gaps: per dimension (the axes, then replicates) `count` positions from `start`. */
export interface Box {
  readonly start: readonly number[];
  readonly count: readonly number[];
}

/** A sweep's results, finished or not. */
export interface SweepResults {
  /** The resolved spec: every blank filled. */
  readonly spec: SweepSpec;
  readonly axes: readonly PlannedAxis[];
  /** Positions per axis, then replicates. */
  readonly shape: readonly number[];
  /** The block in which results are kept; boxes along its grid are read fastest. */
  readonly chunkShape: readonly number[];
  readonly metrics: readonly MetricName[];
  /**
   * The numbers of a metric in a box, its last dimension fastest; NaN where there is none (yet). Their precision is that in
   * which they are kept: float32 in a Zarr store, float64 in memory.
   */
  read(metric: MetricName, box: Box): Promise<Float64Array>;
}
