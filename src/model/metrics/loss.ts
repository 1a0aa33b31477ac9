// The loss itself.

import { log2Of, toNumber } from "../scaled.ts";
import type { Metric } from "./metric.ts";

/** log2 of the first number past float32's range. */
const FLOAT32_OVERFLOW = 128;

export const loss: Metric = {
  label: "loss",
  unit: "squared target units",
  definition: "Mean over batch and outputs of (y − target)²; Infinity where a float32 cannot hold it.",
  scale: "sequential",
  needsJacobian: false,
  value: (m) => (log2Of(m.loss) >= FLOAT32_OVERFLOW ? Number.POSITIVE_INFINITY : toNumber(m.loss)),
};
