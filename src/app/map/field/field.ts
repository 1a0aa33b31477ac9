// What is drawn of a store: one value per network, asked for by its flat index. A metric as it is, a metric with the
// replicates reduced, and the difference of two panels are all read, painted and sampled in this one way.

import type { MetricName } from "../../../model/metrics/index.ts";
import type { MemoryStore } from "../../../store/memory.ts";
import type { Tile } from "../../../sweep/tile.ts";

/** A value as it is read, and how far it is to be relied on. */
export interface ShownValue {
  readonly value: number;
  /** Whether nothing can change it any more. */
  readonly isFinal: boolean;
  /** How many replicates it is made of so far, and of how many it will be; 1 of 1 where nothing is reduced. */
  readonly there: number;
  readonly of: number;
  /** How many of those that are there have a number. */
  readonly numbers: number;
}

/** Values by flat index. */
export interface Field {
  readonly store: MemoryStore;
  /** Whether there is a value to show. */
  has(flat: number): boolean;
  /** The value where there is one. */
  at(flat: number): number;
  /** The value with all that is known of it, or null where there is none. */
  read(flat: number): ShownValue | null;
  /** Takes note of a tile with new values. */
  mark(tile: Tile): void;
}

/** A metric as it is. */
export class MetricField implements Field {
  private readonly values: ArrayLike<number>;
  /** In training: NaN where a network's run has not begun, though its tile is under way. */
  private readonly outcomes: ArrayLike<number> | null;

  constructor(
    readonly store: MemoryStore,
    metric: MetricName,
  ) {
    this.values = store.metrics.get(metric) ?? [];
    this.outcomes = store.metrics.get("outcome") ?? null;
  }

  has(flat: number): boolean {
    return this.store.shown[flat] === 1 && (this.outcomes === null || !Number.isNaN(this.outcomes[flat]));
  }

  at(flat: number): number {
    return this.values[flat];
  }

  read(flat: number): ShownValue | null {
    const value = this.values[flat];
    if (!this.has(flat) || value === undefined) return null;
    const numbers = Number.isNaN(value) ? 0 : 1;
    return { value, isFinal: this.store.done[flat] === 1, there: 1, of: 1, numbers };
  }

  mark(): void {}
}
