// φ(a) = σ(a) = 1 / (1 + e^−a), φ'(a) = σ(a) σ(−a) = e^(−|a|) / (1 + e^(−|a|))².

import { type Scaled, scaledModerate } from "../scaled.ts";
import { type Activation, type ActivationSides, expExponent, expMantissa, plain } from "./activation.ts";

export const sigmoid: Activation = {
  label: "sigmoid",
  formula: "1 / (1 + e^(−a))",
  bounded: true,
  value(mantissa, exponent) {
    const a = plain(mantissa, exponent);
    // For a < 0, σ(a) = e^a / (1 + e^a): the small value keeps its own exponent.
    return a >= 0 ? 1 / (1 + Math.exp(-a)) : expMantissa(a) / (1 + Math.exp(a));
  },
  valueExponent(mantissa, exponent) {
    const a = plain(mantissa, exponent);
    return a >= 0 ? 0 : expExponent(a);
  },
  derivative(mantissa, exponent) {
    const x = -Math.abs(plain(mantissa, exponent));
    return expMantissa(x) / (1 + Math.exp(x)) ** 2;
  },
  derivativeExponent(mantissa, exponent) {
    return expExponent(-Math.abs(plain(mantissa, exponent)));
  },
};

/** σ(a) and σ(−a): the smaller of the two keeps an exponent of its own, so that a gate that is shut is never quite 0. */
export function sigmoidSides(pre: Scaled): ActivationSides {
  const a = plain(pre.mantissa, pre.exponent);
  const x = -Math.abs(a);
  const onePlus = 1 + Math.exp(x);
  // σ(−|a|) = e^−|a| / (1 + e^−|a|).
  const large = { mantissa: 1 / onePlus, exponent: 0 };
  const small = scaledModerate(expMantissa(x) / onePlus, expExponent(x));
  return a < 0 ? { value: small, rest: large } : { value: large, rest: small };
}
