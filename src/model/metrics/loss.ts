// The loss itself.

import { float32Number } from "./float32Number.ts";
import type { GradientMetric } from "./metric.ts";

export const loss: GradientMetric = {
  mode: "gradient",
  label: "loss",
  unit: "squared target units",
  definition: "Mean over batch and outputs of (y − target)²; Infinity where a float32 cannot hold it.",
  scale: "sequential",
  needsJacobian: false,
  value: (m) => float32Number(m.loss),
};
