// The gradient's walk back through time, step by step: by which factor it changed, and which units, gates and weights did it.
// From s_t to s_(t−1) the chain rule is a sum over ways: ∂L/∂s_(t−1),k = Σ_j δ_j w_jk + what passes no weight (Bengio et al.
// 1994; Pascanu et al. 2013). The share of one way is its part of that sum along the whole gradient: the shares add up to 1.

import type { CellName } from "../cells/index.ts";
import type { Strip } from "./strip.ts";

/** So many of the strongest ways and units of each step are kept. */
export const WAYS_KEPT = 6;
export const UNITS_KEPT = 8;
/** No unit, no way: there are fewer than are kept. */
export const NONE = -1;

/** Numbers of a kept unit that come before those of its gates: its share of ∂L/∂s_t, and of what it sends on. */
export const UNIT_HEAD = 2;

/** A whole walk, as plain arrays; row t of each (t = 1…T, row 0 unused) is the step from s_t back to s_(t−1). */
export interface Walk {
  readonly cell: CellName;
  readonly hidden: number;
  readonly unroll: number;
  /** The sequences whose gradients are walked, all together. */
  readonly sequences: readonly number[];
  /** What these sequences add to the loss; all of it where they are all there are. */
  readonly loss: number;
  /** [T + 1]: log10 ‖∂L/∂s_t‖ over these sequences and all units, t = 0…T. */
  readonly logNorm: Float64Array<ArrayBuffer>;
  /**
   * [T + 1]: log10 of the two factors whose product is ‖∂L/∂s_(t−1)‖ / ‖∂L/∂s_t‖. What the units let through is
   * ‖(δ, direct)‖ / ‖∂L/∂s_t‖; what the weights make of it, ‖∂L/∂s_(t−1)‖ / ‖(δ, direct)‖.
   */
  readonly logThroughUnits: Float64Array<ArrayBuffer>;
  readonly logThroughWeights: Float64Array<ArrayBuffer>;
  /** [T + 1][G + 2]: the shares of the ways through the weights of each gate, directly, and past the sequence's end. */
  readonly pathShares: Float64Array<ArrayBuffer>;
  /** [T + 1][WAYS_KEPT]: the ways of the largest shares (see `wayOf`), and these. */
  readonly wayIds: Int32Array<ArrayBuffer>;
  readonly wayShares: Float64Array<ArrayBuffer>;
  /** [T + 1][UNITS_KEPT]: the units that hold most of the gradient or send most of it on. */
  readonly unitIds: Int32Array<ArrayBuffer>;
  /** [T + 1][UNITS_KEPT][UNIT_HEAD + 2 G]: the two shares of the unit, then φ' and then φ of each gate. */
  readonly unitNumbers: Float64Array<ArrayBuffer>;
  /** [T + 1][G]: how many units' gates are saturated, and of how many φ' is exactly 0. */
  readonly saturated: Int32Array<ArrayBuffer>;
  readonly shut: Int32Array<ArrayBuffer>;
  readonly strip: Strip;
}

/** A way from a unit at step t back to one at step t − 1. */
export interface Way {
  /** The gate through whose weights it leads; null where it passes none. */
  readonly gate: number | null;
  /** The part of the state that it stays in, where it passes no weight. */
  readonly part: number;
  /** Whether it leads past the end of a sequence, where the state stays as it is. */
  readonly isHeld: boolean;
  /** The unit at step t, and the one at step t − 1. */
  readonly from: number;
  readonly to: number;
}

/** The way of a number: rows and columns of weight_hh in order, then the direct ways by part and unit, then those past the end. */
export function wayOf(id: number, hidden: number, gates: number, parts: number): Way {
  const weights = gates * hidden * hidden;
  if (id < weights) {
    const row = Math.floor(id / hidden);
    const gate = Math.floor(row / hidden);
    return { gate, part: 0, isHeld: false, from: row - gate * hidden, to: id % hidden };
  }
  const place = id - weights;
  const part = Math.floor(place / hidden) % parts;
  const unit = place % hidden;
  return { gate: null, part, isHeld: place >= parts * hidden, from: unit, to: unit };
}
