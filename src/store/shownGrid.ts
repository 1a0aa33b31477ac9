// Results as a map shows them: one value per position of a grid, which is a network or, where there are more networks than
// pixels, a cell of several. Whoever draws knows only this, and so draws both in one way.

import type { MetricName } from "../model/metrics/index.ts";
import type { Chunk } from "../sweep/chunk.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import type { Tile } from "../sweep/tile.ts";
import type { Merging } from "../sweep/view.ts";

/** How far the value of a position is to be relied on. */
export interface Coverage {
  /** Whether nothing can change it any more. */
  readonly isFinal: boolean;
  /** Of how many networks it is made so far, and of how many it will be. */
  readonly there: number;
  readonly of: number;
  /** How many of those that are there have a number. */
  readonly numbers: number;
}

/** The results of one plan on the grid that a map shows. */
export interface ShownGrid {
  /** What runs; its shape and tiles count networks, not positions of this grid. */
  readonly plan: SweepPlan;
  /** Positions per dimension (the axes, then replicates); flat indices run through them, the last dimension fastest. */
  readonly shape: readonly number[];
  /** How many networks are done. */
  readonly doneCount: number;
  /** Keeps a chunk; one of another plan, or of points that are all there, changes nothing. Returns whether it was kept. */
  put(chunk: Chunk): boolean;
  /** Shows what is not final where nothing final is. Returns whether it was shown. */
  preview(chunk: Chunk): boolean;
  /** Whether anything has come of a tile of the plan or of its sketch. */
  isTouched(tile: Tile): boolean;
  /** The positions in which a tile's networks lie, and those that a coarse one stands in for. */
  placeOf(tile: Tile): Tile;
  /** Whether a position has a value to show. */
  has(flat: number): boolean;
  /** A metric by position, up to date at every moment; NaN where there is no number. Null where it is not computed. */
  values(metric: MetricName, merging: Merging): ArrayLike<number> | null;
  /** What a position's value of a metric is made of. */
  coverageAt(metric: MetricName, flat: number): Coverage;
  /** The network (axes, then replicate) that stands best for the value at a position. */
  networkAt(position: readonly number[], metric: MetricName, merging: Merging): number[];
}
