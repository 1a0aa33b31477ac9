// The catalog of metrics: one line each; the keys are the allowed values of `metrics` in their mode.

import { bestLoss } from "./bestLoss.ts";
import { finalLoss } from "./finalLoss.ts";
import { logGradientNorm, logGradientNormOf } from "./logGradientNorm.ts";
import { logGradientRatio } from "./logGradientRatio.ts";
import { logLoss } from "./logLoss.ts";
import { loss } from "./loss.ts";
import { lyapunov } from "./lyapunov.ts";
import { meanLoss } from "./meanLoss.ts";
import type { GradientMetric, Metric, TrainingMetric } from "./metric.ts";
import { outcome } from "./outcome.ts";
import { peakLogGradientNorm } from "./peakLogGradientNorm.ts";
import { saturation } from "./saturation.ts";
import { stepsToTarget } from "./stepsToTarget.ts";
import { testLoss } from "./testLoss.ts";

/** The metrics of `mode: "gradient"`. */
export const gradientMetrics = {
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
} satisfies Record<string, GradientMetric>;

/** The metrics of `mode: "training"`. */
export const trainingMetrics = {
  outcome,
  finalLoss,
  bestLoss,
  meanLoss,
  stepsToTarget,
  peakLogGradientNorm,
  testLoss,
} satisfies Record<string, TrainingMetric>;

export type GradientMetricName = keyof typeof gradientMetrics;
export type TrainingMetricName = keyof typeof trainingMetrics;
export type MetricName = GradientMetricName | TrainingMetricName;

export const metrics: Readonly<Record<MetricName, Metric>> = { ...gradientMetrics, ...trainingMetrics };

/** Whether any of these metrics needs the Jacobian's norm. */
export function needJacobian(names: readonly MetricName[]): boolean {
  return names.some((name) => {
    const metric = metrics[name];
    return metric.mode === "gradient" && metric.needsJacobian;
  });
}

export { type GradientMeasurement, type ParameterGroup, parameterGroups } from "./measurement.ts";
export type { GradientMetric, Metric, TrainingMetric } from "./metric.ts";
