// Which metrics of a sweep are computed. Apart from the schema, which a thread that only computes has no use for.

import { type MetricName, type TrainingMetricName, trainingMetrics } from "../model/metrics/index.ts";
import { hasTest } from "../model/tasks/index.ts";
import type { SweepSpec } from "./spec.ts";

/** The metrics that are computed: those asked for; in training all of its mode, which cost nothing more. */
export function metricsOf({ mode, metrics, task }: SweepSpec): MetricName[] {
  return mode === "gradient" ? [...metrics] : [...new Set([...metrics, ...trainingMetricsOf(task)])];
}

/** All metrics of mode training that tell something of a task: a test loss only where it has a test. */
export function trainingMetricsOf(task: unknown): TrainingMetricName[] {
  const names = Object.keys(trainingMetrics) as TrainingMetricName[];
  return names.filter((name) => name !== "testLoss" || hasTest(task));
}
