// The loss on a log scale, finite where the loss itself no longer fits a number.

import { log10Of } from "../scaled.ts";
import type { GradientMetric } from "./metric.ts";

export const logLoss: GradientMetric = {
  mode: "gradient",
  label: "log10 loss",
  unit: "log10 of squared target units",
  definition: "log10 of the mean over batch and outputs of (y − target)².",
  scale: "sequential",
  needsJacobian: false,
  value: (m) => log10Of(m.loss),
};
