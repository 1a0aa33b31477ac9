// The size of the gradient that training would follow: of all parameters, and of each group.

import { log10Of, type Scaled, scaled, scaledSqrt, scaledSum } from "../scaled.ts";
import { type GradientMeasurement, type ParameterGroup, parameterGroups } from "./measurement.ts";
import type { GradientMetric } from "./metric.ts";

const UNIT = "log10 of loss per parameter unit";

export const logGradientNorm: GradientMetric = {
  mode: "gradient",
  label: "log10 gradient norm",
  unit: UNIT,
  definition: "log10 of the Euclidean norm of ∂L/∂(all parameters).",
  scale: "diverging",
  needsJacobian: false,
  value: (m) => log10Of(wholeNorm(m.gradientNorm)),
};

/** The same for one parameter group. */
export function logGradientNormOf(group: ParameterGroup): GradientMetric {
  const { label, parameters } = parameterGroups[group];
  return {
    mode: "gradient",
    label: `log10 gradient norm, ${label}`,
    unit: UNIT,
    definition: `log10 of the Euclidean norm of ∂L/∂(${parameters.join(", ")}).`,
    scale: "diverging",
    needsJacobian: false,
    value: (m) => log10Of(m.gradientNorm[group]),
  };
}

/** √(Σ over groups of norm²). */
function wholeNorm(norms: GradientMeasurement["gradientNorm"]): Scaled {
  const squares = Object.values(norms).map((n) => scaled(n.mantissa * n.mantissa, 2 * n.exponent));
  return scaledSqrt(squares.reduce(scaledSum));
}
