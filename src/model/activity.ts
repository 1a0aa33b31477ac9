// How alive a network's units are over a whole unroll: which of them are dead, and how often they sit at their limits.

import type { Activation } from "./activations/index.ts";
import { powerOfTwo } from "./scaled.ts";
import type { Tape } from "./tape.ts";

/** A unit at one step counts as saturated where φ' is below this share of its largest value. */
export const SATURATED_SLOPE = 0.05;

/** Shares of a network's units and steps, over all sequences of the batch. */
export interface Activity {
  /** Share of the units whose φ'(a_t) is exactly 0 at every step of every sequence: they pass no gradient at all. */
  readonly deadUnits: number;
  /** Share of (unit, step, sequence) whose φ' is below SATURATED_SLOPE of its largest value, but not 0. */
  readonly saturated: number;
}

/** Counts over the sequences of a batch, tape by tape. */
export class ActivityCount {
  private readonly alive: Uint8Array;
  private readonly largestSlope: number;
  private saturated = 0;
  private seen = 0;

  constructor(
    private readonly activation: Activation,
    hidden: number,
  ) {
    this.alive = new Uint8Array(hidden);
    this.largestSlope = Math.max(slope(activation, 0, 0), slope(activation, 1, 0));
  }

  /** Takes in the forward pass of one sequence. */
  add({ hidden, pre, preExponent }: Tape, unroll: number): void {
    for (let t = 1; t <= unroll; t++) {
      for (let i = 0; i < hidden; i++) {
        const here = slope(this.activation, pre[t * hidden + i], preExponent[t]);
        if (here > 0) this.alive[i] = 1;
        if (here > 0 && here < SATURATED_SLOPE * this.largestSlope) this.saturated++;
        this.seen++;
      }
    }
  }

  get activity(): Activity {
    const dead = this.alive.reduce((count, alive) => count + 1 - alive, 0);
    return { deadUnits: dead / this.alive.length, saturated: this.saturated / Math.max(1, this.seen) };
  }
}

/** φ'(a) as a plain number; what is too small for one still counts as alive. */
function slope(activation: Activation, mantissa: number, exponent: number): number {
  const derivative = activation.derivative(mantissa, exponent);
  return derivative === 0
    ? 0
    : Math.max(derivative * powerOfTwo(activation.derivativeExponent(mantissa, exponent)), Number.MIN_VALUE);
}
