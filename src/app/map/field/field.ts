// What is drawn of a store: one value per position of its grid, asked for by its flat index. A metric as it is, a metric with
// the replicates reduced, and the difference of two panels are all read, painted and sampled in this one way.

import type { MetricName } from "../../../model/metrics/index.ts";
import type { Coverage, ShownGrid } from "../../../store/shownGrid.ts";
import type { Tile } from "../../../sweep/tile.ts";
import type { Merging } from "../../../sweep/view.ts";

/** A value as it is read, and how far it is to be relied on. */
export interface ShownValue extends Coverage {
  readonly value: number;
}

/** Values by flat index. */
export interface Field {
  readonly store: ShownGrid;
  /** How several values become one where there is no room for each. */
  readonly merging: Merging;
  /** Whether there is a value to show. */
  has(flat: number): boolean;
  /** The value where there is one. */
  at(flat: number): number;
  /** The value with all that is known of it, or null where there is none. */
  read(flat: number): ShownValue | null;
  /** Takes note of a tile with new values, as its place on the grid. */
  mark(tile: Tile): void;
}

/** A metric as it is. */
export class MetricField implements Field {
  private readonly values: ArrayLike<number>;

  /** @param merging how the networks of a position become one number, where there are several */
  constructor(
    readonly store: ShownGrid,
    private readonly metric: MetricName,
    readonly merging: Merging = "mean",
  ) {
    this.values = store.values(metric, merging) ?? [];
  }

  has(flat: number): boolean {
    return this.store.has(flat);
  }

  at(flat: number): number {
    return this.values[flat];
  }

  read(flat: number): ShownValue | null {
    const value = this.values[flat];
    if (!this.has(flat) || value === undefined) return null;
    return { value, ...this.store.coverageAt(this.metric, flat) };
  }

  mark(): void {}
}
