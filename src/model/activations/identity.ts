// φ(a) = a: the linear network, whose gradients are known in closed form.

import type { Activation } from "./activation.ts";

export const identity: Activation = {
  label: "identity (linear)",
  formula: "a",
  bounded: false,
  value: (mantissa) => mantissa,
  valueExponent: (_mantissa, exponent) => exponent,
  derivative: () => 1,
  derivativeExponent: () => 0,
};
