// φ(a) = tanh a, φ'(a) = sech² a = 4 e^(−2|a|) / (1 + e^(−2|a|))²: the twin of src/model/activations/tanh.ts.

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
import { exponentAt, exponentOf, mantissaOf, power, setPair } from "../scaled.ts";
import { plainOf } from "./activation.ts";

/** Below 2^-12 tanh a = a to float32's last bit (a²/3 < 2^-25), and a tiny state keeps its exponent. */
export const LINEAR: f32 = 0.000244140625;

/** tanh a and sech² a of four plain numbers, each to its address. tanh |a| = (1 − e) / (1 + e), e = e^(−2|a|). */
@inline
export function tanhBoth(a: v128, value: usize, slope: usize): void {
  const x = expBounded(f32x4.mul(f32x4.abs(a), constant(Constant.minusTwo)));
  const rounded = expRounded(x);
  const scale = expPower(rounded);
  const small = f32x4.mul(scale, expRest(expReduced(x, rounded)));
  const one = constant(Constant.one);
  const e = f32x4.add(scale, small);
  const less = f32x4.sub(f32x4.sub(one, scale), small);
  const onePlus = f32x4.add(e, one);
  // tanh |a| ≥ 0, so the sign of a is all that is missing.
  v128.store(value, v128.or(f32x4.div(less, onePlus), v128.and(a, constant(Constant.sign))));
  // One division each: the errors of a rounded inverse would add up in its square.
  v128.store(slope, f32x4.div(f32x4.mul(e, constant(Constant.four)), f32x4.mul(onePlus, onePlus)));
}

/** tanh a and sech² a of four scaled numbers. */
export function tanhWithSlope(pre: usize, value: usize, slope: usize): void {
  const a = plainOf(pre);
  const size = f32x4.abs(a);
  tanhBoth(a, value, slope);
  const tanh = v128.load(value);
  const linear = f32x4.lt(size, f32x4.splat(LINEAR));
  const shift = exponentOf(tanh);
  const plainMantissa = f32x4.mul(tanh, power(i32x4.neg(shift)));
  setPair(
    value,
    v128.bitselect(mantissaOf(pre), plainMantissa, linear),
    v128.bitselect(exponentAt(pre), shift, linear),
  );
  const x = f32x4.mul(size, f32x4.splat(-2));
  const n = expExponent(x);
  const mantissa = expMantissa(x, n);
  const exponent = i32x4.trunc_sat_f32x4_s(n);
  const onePlus = f32x4.add(f32x4.mul(mantissa, power(exponent)), f32x4.splat(1));
  setPair(
    slope,
    f32x4.div(f32x4.mul(mantissa, f32x4.splat(4)), f32x4.mul(onePlus, onePlus)),
    exponent,
  );
}
