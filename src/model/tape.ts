// What the forward pass of one sequence leaves behind for the backward pass: pre-activations and states of every step.

import type { Floats, FloatsKind } from "./floats.ts";

/** The tape of one sequence, reusable for any unroll up to its capacity. Row t holds step t; row 0 is h_0. */
export class Tape {
  /** Pre-activation mantissas [T + 1][H] (row 0 unused); a_t = row × 2^preExponent[t]. */
  readonly pre: Floats;
  readonly preExponent: Float64Array;
  /** State mantissas [T + 1][H], the largest in [1, 2); h_t = row × 2^stateExponent[t]. */
  readonly state: Floats;
  readonly stateExponent: Float64Array;

  constructor(
    readonly hidden: number,
    readonly capacity: number,
    kind: FloatsKind = Float64Array,
  ) {
    this.pre = new kind((capacity + 1) * hidden);
    this.state = new kind((capacity + 1) * hidden);
    this.preExponent = new Float64Array(capacity + 1);
    this.stateExponent = new Float64Array(capacity + 1);
  }
}
