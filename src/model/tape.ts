// What the forward pass of one sequence leaves behind for the backward pass: pre-activations and states of every step.

import type { Floats, FloatsKind } from "./floats.ts";
import { type Scaled, scaledModerate } from "./scaled.ts";
import { Units } from "./units.ts";

/** A vector [H] of every step t = 0…T, each under one power of two: row t is values[t·H …] × 2^exponents[t]. */
export class TapeRows {
  readonly values: Floats;
  readonly exponents: Float64Array;

  constructor(
    private readonly hidden: number,
    capacity: number,
    kind: FloatsKind,
  ) {
    this.values = new kind((capacity + 1) * hidden);
    this.exponents = new Float64Array(capacity + 1);
  }

  /** The number of one unit at step t. */
  at(t: number, unit: number): Scaled {
    return scaledModerate(this.values[t * this.hidden + unit], this.exponents[t]);
  }

  /** Row t from the numbers of all units. */
  set(t: number, units: Units): void {
    this.exponents[t] = units.agree(this.values, t * this.hidden);
  }
}

/** The tape of one sequence, reusable for any unroll up to its capacity. Row t holds step t; row 0 of a state is s_0. */
export class Tape {
  /** Pre-activations, one per gate in the order of the cell's `kept` (row 0 unused). */
  readonly pre: readonly TapeRows[];
  /** The parts of the state in the order of the cell's `parts`: h, and c where there is one. */
  readonly states: readonly TapeRows[];
  /** Where a cell gathers what its units compute before they agree on a power of two: one per part of the state. */
  readonly gathered: readonly Units[];

  constructor(
    readonly hidden: number,
    readonly capacity: number,
    layout: { readonly kept: number; readonly parts: number } = { kept: 1, parts: 1 },
    kind: FloatsKind = Float64Array,
  ) {
    const rows = (count: number) => Array.from({ length: count }, () => new TapeRows(hidden, capacity, kind));
    this.pre = rows(layout.kept);
    this.states = rows(layout.parts);
    this.gathered = Array.from({ length: layout.parts }, () => new Units(hidden, kind));
  }
}
