// φ(a) = σ(a) = 1 / (1 + e^−a), φ'(a) = σ(a) σ(−a) = e^(−|a|) / (1 + e^(−|a|))².

import { type Activation, expExponent, expMantissa, plain } from "./activation.ts";

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
