// How alive a network's units are over a whole unroll: which of them are dead, and how often they sit at their limits.

import type { Activation } from "./activations/index.ts";
import type { Cell } from "./cells/cell.ts";
import { powerOfTwo } from "./scaled.ts";
import type { Tape } from "./tape.ts";

/** A unit's gate at one step counts as saturated where φ' is below this share of its largest value. */
export const SATURATED_SLOPE = 0.05;

/** Shares of a network's units and steps, over all sequences of the batch and all gates of the cell. */
export interface Activity {
  /** Share of the units none of whose gates has a φ'(a_t) other than 0 at any step of any sequence: they learn nothing. */
  readonly deadUnits: number;
  /** Share of (unit, gate, step, sequence) whose φ' is below SATURATED_SLOPE of its largest value, but not 0. */
  readonly saturated: number;
}

/** Counts over the sequences of a batch, tape by tape. */
export class ActivityCount {
  private readonly alive: Uint8Array;
  private readonly gates: readonly { readonly activation: Activation; readonly saturatedBelow: number }[];
  private saturated = 0;
  private seen = 0;

  /** @param activation the one that `model.activation` names */
  constructor(cell: Cell, activation: Activation, hidden: number) {
    this.alive = new Uint8Array(hidden);
    this.gates = cell.gates.map((gate) => {
      const own = gate.activation ?? activation;
      return { activation: own, saturatedBelow: saturatedBelow(own) };
    });
  }

  /** Takes in the forward pass of one sequence of so many steps. */
  add({ hidden, pre }: Tape, length: number): void {
    for (const [q, { activation, saturatedBelow: least }] of this.gates.entries()) {
      const { values, exponents } = pre[q];
      for (let t = 1; t <= length; t++) {
        for (let i = 0; i < hidden; i++) {
          const here = slopeAt(activation, values[t * hidden + i], exponents[t]);
          if (here > 0) this.alive[i] = 1;
          if (here > 0 && here < least) this.saturated++;
          this.seen++;
        }
      }
    }
  }

  get activity(): Activity {
    const dead = this.alive.reduce((count, alive) => count + 1 - alive, 0);
    return { deadUnits: dead / this.alive.length, saturated: this.saturated / Math.max(1, this.seen) };
  }
}

/** The φ' below which a gate of this activation counts as saturated. */
export function saturatedBelow(activation: Activation): number {
  return SATURATED_SLOPE * Math.max(slopeAt(activation, 0, 0), slopeAt(activation, 1, 0));
}

/** φ'(a) as a plain number; what is too small for one still counts as alive. */
export function slopeAt(activation: Activation, mantissa: number, exponent: number): number {
  const derivative = activation.derivative(mantissa, exponent);
  return derivative === 0
    ? 0
    : Math.max(derivative * powerOfTwo(activation.derivativeExponent(mantissa, exponent)), Number.MIN_VALUE);
}
