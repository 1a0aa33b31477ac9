// What the activations of scaled numbers share, and the choice between them.

import { exponentAt, mantissaOf, NO_EXPONENT, power, setPair, times } from "../scaled.ts";
import { Activation, activation } from "../sizes.ts";
import { identityBoth } from "./identity.ts";
import { reluBoth } from "./relu.ts";
import { sigmoidSides } from "./sigmoid.ts";
import { tanhWithSlope } from "./tanh.ts";

/** The largest plain number that is told from larger ones: past it the bounded activations are flat to the last bit. */
const LARGEST: i32 = 100;

/** A pre-activation as a plain number. */
@inline
export function plainOf(pre: usize): v128 {
  return f32x4.mul(mantissaOf(pre), power(i32x4.min_s(exponentAt(pre), i32x4.splat(LARGEST))));
}

/** φ(a) and φ'(a) of the unbounded activation that the model names: four plain numbers, each to its address. */
@inline
export function unboundedBoth(a: v128, value: usize, slope: usize): void {
  if (activation == Activation.relu) reluBoth(a, value, slope);
  else identityBoth(a, value, slope);
}

const rest = memory.data(32, 16);

/** φ(pre) and φ'(pre) of the activation that the model names, all scaled. */
export function activate(pre: usize, value: usize, slope: usize): void {
  if (activation == Activation.tanh) tanhWithSlope(pre, value, slope);
  else if (activation == Activation.sigmoid) {
    sigmoidSides(pre, value, rest);
    times(slope, value, rest);
  } else {
    unboundedBoth(mantissaOf(pre), value, slope);
    // Where nothing passes, value and slope are zero, exponents and all.
    const none = i32x4.splat(NO_EXPONENT);
    const passes = f32x4.ne(v128.load(slope), f32x4.splat(0));
    setPair(value, mantissaOf(value), v128.bitselect(exponentAt(pre), none, passes));
    setPair(slope, mantissaOf(slope), v128.andnot(none, passes));
  }
}
