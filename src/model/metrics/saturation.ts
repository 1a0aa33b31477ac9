// How close the units are to their limits at the last step.

import { toNumber } from "../scaled.ts";
import type { GradientMetric } from "./metric.ts";

export const saturation: GradientMetric = {
  mode: "gradient",
  label: "saturation",
  unit: "mean |h|",
  definition: "Mean |h_T| over batch and units; near 1 a tanh or sigmoid unit passes almost no gradient.",
  scale: "sequential",
  needsJacobian: false,
  value: (m) => toNumber(m.meanAbsState),
};
