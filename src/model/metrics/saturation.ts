// How close the units are to their limits at the last step.

import { toNumber } from "../scaled.ts";
import type { Metric } from "./metric.ts";

export const saturation: Metric = {
  label: "saturation",
  unit: "mean |h|",
  definition: "Mean |h_T| over batch and units; near 1 a tanh or sigmoid unit passes almost no gradient.",
  scale: "sequential",
  needsJacobian: false,
  value: (m) => toNumber(m.meanAbsState),
};
