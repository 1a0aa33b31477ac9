// What the activations of scaled numbers share, and the choice between them.

import { exponentAt, mantissaOf, NO_EXPONENT, power, setPair, times } from "../scaled.ts";
import { Activation, activation } from "../sizes.ts";
import { sigmoidSides } from "./sigmoid.ts";
import { tanhWithSlope } from "./tanh.ts";

/** The largest plain number that is told from larger ones: past it the bounded activations are flat to the last bit. */
const LARGEST: i32 = 100;

/** A pre-activation as a plain number. */
@inline
export function plainOf(pre: usize): v128 {
  return f32x4.mul(mantissaOf(pre), power(i32x4.min_s(exponentAt(pre), i32x4.splat(LARGEST))));
}

/** φ(pre) and φ'(pre) of the activation that the model names, all scaled. */
export function activate(pre: usize, value: usize, slope: usize): void {
  if (activation == Activation.tanh) tanhWithSlope(pre, value, slope);
  else if (activation == Activation.sigmoid) {
    sigmoidSides(pre, value, rest);
    times(slope, value, rest);
  } else {
    const m = mantissaOf(pre);
    const passes = activation == Activation.identity ? i32x4.splat(-1) : f32x4.gt(m, f32x4.splat(0));
    const none = i32x4.splat(NO_EXPONENT);
    setPair(value, v128.and(m, passes), v128.bitselect(exponentAt(pre), none, passes));
    setPair(slope, v128.and(f32x4.splat(1), passes), v128.andnot(none, passes));
  }
}

const rest = memory.data(32, 16);
