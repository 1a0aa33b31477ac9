// The map's first metric: what is left of the gradient at the first step of what there was at the last.

import { log10Of } from "../scaled.ts";
import type { GradientMetric } from "./metric.ts";

export const logGradientRatio: GradientMetric = {
  mode: "gradient",
  label: "log10 gradient ratio",
  unit: "powers of ten",
  definition:
    "log10(‖∂L/∂s_0‖ / ‖∂L/∂s_T‖): 0 preserved, negative vanishing, positive exploding on its way back through time.",
  scale: "diverging",
  needsJacobian: false,
  value: (m) => log10Of(m.firstStateGradient) - log10Of(m.lastStateGradient),
};
