// The catalog of metrics: one line each; the keys are the allowed values of `metrics`.

import { logGradientNorm, logGradientNormOf } from "./logGradientNorm.ts";
import { logGradientRatio } from "./logGradientRatio.ts";
import { logLoss } from "./logLoss.ts";
import { loss } from "./loss.ts";
import { lyapunov } from "./lyapunov.ts";
import type { Metric } from "./metric.ts";
import { saturation } from "./saturation.ts";

export const metrics = {
  logGradientRatio,
  logGradientNorm,
  "logGradientNorm.input": logGradientNormOf("input"),
  "logGradientNorm.recurrent": logGradientNormOf("recurrent"),
  "logGradientNorm.bias": logGradientNormOf("bias"),
  "logGradientNorm.readout": logGradientNormOf("readout"),
  loss,
  logLoss,
  lyapunov,
  saturation,
} satisfies Record<string, Metric>;

export type MetricName = keyof typeof metrics;
export { type GradientMeasurement, type ParameterGroup, parameterGroups } from "./measurement.ts";
export type { Metric } from "./metric.ts";
