// φ(a) = max(a, 0), φ'(a) = 1 for a > 0 and 0 otherwise: 0 at 0, as in PyTorch.

import type { Activation } from "./activation.ts";

export const relu: Activation = {
  label: "ReLU",
  formula: "max(a, 0)",
  bounded: false,
  value: (mantissa) => Math.max(mantissa, 0),
  valueExponent: (_mantissa, exponent) => exponent,
  derivative: (mantissa) => (mantissa > 0 ? 1 : 0),
  derivativeExponent: () => 0,
};
