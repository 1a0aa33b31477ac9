// φ(a) = σ(a) = 1 / (1 + e^−a), φ'(a) = e^(−|a|) / (1 + e^(−|a|))²: the twin of src/model/activations/sigmoid.ts.

import {
  Constant,
  constant,
  expBounded,
  expExponent,
  expMantissa,
  expPower,
  expReduced,
  expRest,
  expRounded,
} from "../exp.ts";
import { madd } from "../madd.ts";
import { power, setPair } from "../scaled.ts";
import { plainOf } from "./activation.ts";

/** σ(a) and σ'(a) of four plain numbers, each to its address. */
@inline
export function sigmoidBoth(a: v128, value: usize, slope: usize): void {
  const x = expBounded(f32x4.neg(f32x4.abs(a)));
  const rounded = expRounded(x);
  const scale = expPower(rounded);
  const e = madd(scale, expRest(expReduced(x, rounded)), scale);
  const one = constant(Constant.one);
  const onePlus = f32x4.add(e, one);
  const isNegative = f32x4.lt(a, f32x4.splat(0));
  v128.store(value, f32x4.div(v128.bitselect(e, one, isNegative), onePlus));
  // One division each: the errors of a rounded inverse would add up in its square.
  v128.store(slope, f32x4.div(e, f32x4.mul(onePlus, onePlus)));
}

/** σ(a) and σ(−a) of four scaled numbers: the smaller keeps an exponent of its own, so that a shut gate is never quite 0. */
export function sigmoidSides(pre: usize, value: usize, rest: usize): void {
  const a = plainOf(pre);
  const x = f32x4.neg(f32x4.abs(a));
  const n = expExponent(x);
  const mantissa = expMantissa(x, n);
  const exponent = i32x4.trunc_sat_f32x4_s(n);
  const onePlus = f32x4.add(f32x4.mul(mantissa, power(exponent)), f32x4.splat(1));
  const large = f32x4.div(f32x4.splat(1), onePlus);
  const small = f32x4.div(mantissa, onePlus);
  const isNegative = f32x4.lt(a, f32x4.splat(0));
  const none = i32x4.splat(0);
  setPair(value, v128.bitselect(small, large, isNegative), v128.bitselect(exponent, none, isNegative));
  setPair(rest, v128.bitselect(large, small, isNegative), v128.bitselect(none, exponent, isNegative));
}
