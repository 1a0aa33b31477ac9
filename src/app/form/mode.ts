// Switching between the two modes: what belongs to one of them alone is exchanged, everything else stays as it is.

import { gradientMetrics, trainingMetrics } from "../../model/metrics/index.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import { valueAt, withValue } from "./value.ts";

type Mode = SweepSpec["mode"];

/** What a mode measures, by name. */
const catalogs = { gradient: gradientMetrics, training: trainingMetrics };

/** What is measured after a switch: training tells all it knows at no cost, a gradient's metrics are a choice. */
const measured: Record<Mode, readonly string[]> = {
  gradient: ["logGradientRatio", "logGradientNorm", "loss", "logLoss", "saturation"],
  training: Object.keys(trainingMetrics),
};

/** The mode of a draft, which may be wrong: whatever is not training is read as gradient. */
export function modeOf(raw: unknown): Mode {
  return valueAt(raw, "mode") === "training" ? "training" : "gradient";
}

/** The metrics of a draft's mode. */
export function metricsIn(raw: unknown): readonly string[] {
  return Object.keys(catalogs[modeOf(raw)]);
}

/** A draft in another mode: its metrics are those of that mode, and no axis runs over what the mode does not read. */
export function withMode(raw: unknown, mode: Mode): unknown {
  if (valueAt(raw, "mode") === mode) return raw;
  const changed = withValue(withValue(raw, "mode", mode), "metrics", measured[mode]);
  const axes = valueAt(raw, "axes");
  if (mode === "training" || !Array.isArray(axes)) return changed;
  const kept = axes.filter((axis) => !String(valueAt(axis, "param")).startsWith("training."));
  return withValue(changed, "axes", kept);
}
