// The largest gradient a training run met.

import { log10Of } from "../scaled.ts";
import type { TrainingMetric } from "./metric.ts";

export const peakLogGradientNorm: TrainingMetric = {
  mode: "training",
  label: "peak log10 gradient norm",
  unit: "log10 of loss per parameter unit",
  definition:
    "The largest log10 of the Euclidean norm of ∂L/∂(all parameters) over the steps, before clipping.",
  scale: "diverging",
  value: (run) => log10Of(run.peakGradientNorm),
};
