// φ(a) = tanh a, φ'(a) = sech² a = 4 e^(−2|a|) / (1 + e^(−2|a|))².

import { type Scaled, scaledModerate } from "../scaled.ts";
import { type Activation, type ActivationSlope, expExponent, expMantissa, plain } from "./activation.ts";

/** Below 2^-27 tanh a = a to float64's last bit (the next term is a³/3), and a tiny state keeps its exponent. */
const LINEAR = 2 ** -27;

export const tanh: Activation = {
  label: "tanh",
  formula: "tanh(a)",
  bounded: true,
  value(mantissa, exponent) {
    const a = plain(mantissa, exponent);
    return Math.abs(a) < LINEAR ? mantissa : Math.tanh(a);
  },
  valueExponent(mantissa, exponent) {
    return Math.abs(plain(mantissa, exponent)) < LINEAR ? exponent : 0;
  },
  derivative(mantissa, exponent) {
    const x = -2 * Math.abs(plain(mantissa, exponent));
    const e = Math.exp(x);
    return (4 * expMantissa(x)) / (1 + e) ** 2;
  },
  derivativeExponent(mantissa, exponent) {
    return expExponent(-2 * Math.abs(plain(mantissa, exponent)));
  },
};

/** tanh a and sech² a. */
export function tanhWithSlope(pre: Scaled): ActivationSlope {
  const a = plain(pre.mantissa, pre.exponent);
  const x = -2 * Math.abs(a);
  const slope = scaledModerate((4 * expMantissa(x)) / (1 + Math.exp(x)) ** 2, expExponent(x));
  return { value: Math.abs(a) < LINEAR ? pre : scaledModerate(Math.tanh(a), 0), slope };
}
