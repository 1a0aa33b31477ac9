// The difference A − B of two panels, point by point; of outcomes, which have no difference, the pair of the two.

import { pairOf } from "../../../store/figure/pairs.ts";
import type { MemoryStore } from "../../../store/memory.ts";
import type { Field, ShownValue } from "./field.ts";

/** Asked by the flat index in panel A; the same point in panel B lies a fixed distance away. */
export class DifferenceField implements Field {
  readonly store: MemoryStore;

  /**
   * @param distance from a network of panel A to the same point in panel B, in flat indices
   * @param arePairs whether the values are outcomes
   */
  constructor(
    private readonly field: Field,
    private readonly distance: number,
    private readonly arePairs: boolean,
  ) {
    this.store = field.store;
  }

  has(flat: number): boolean {
    return this.field.has(flat) && this.field.has(flat + this.distance);
  }

  at(flat: number): number {
    const a = this.field.at(flat);
    const b = this.field.at(flat + this.distance);
    return this.arePairs ? pairOf(a, b) : a - b;
  }

  read(flat: number): ShownValue | null {
    const a = this.field.read(flat);
    const b = this.field.read(flat + this.distance);
    if (a === null || b === null) return null;
    return {
      value: this.at(flat),
      isFinal: a.isFinal && b.isFinal,
      there: Math.min(a.there, b.there),
      of: a.of,
      numbers: Math.min(a.numbers, b.numbers),
    };
  }

  /** The field below takes note itself, and nothing is kept here. */
  mark(): void {}
}
