// How fast two nearby states part, per step: the chaos measure that also says how long float32 can be trusted.

import { log2Of } from "../scaled.ts";
import type { GradientMetric } from "./metric.ts";

export const lyapunov: GradientMetric = {
  mode: "gradient",
  label: "Lyapunov exponent",
  unit: "nats per step",
  definition:
    "Finite-time largest Lyapunov exponent: ln ‖∂s_T/∂s_0‖₂ / T, of the sequence where it is largest. 0 preserved, positive chaotic.",
  scale: "diverging",
  needsJacobian: true,
  value: (m) => (m.jacobianNorm === null ? Number.NaN : (log2Of(m.jacobianNorm) * Math.LN2) / m.unroll),
};
