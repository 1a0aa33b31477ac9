// A metric's value in words: outcomes by their names, a target that was never reached as such, everything else as a number.

import { type MetricName, metrics } from "../../model/metrics/index.ts";
import { outcomes } from "../../model/training/outcome.ts";
import { formatNumber } from "./format.ts";

/** A value as it is read: its text, and the unit that belongs after it. */
export interface MetricText {
  readonly text: string;
  readonly unit: string;
}

/** @param digits most significant digits of a number */
export function metricText(name: MetricName, value: number, digits = 5): MetricText {
  const { scale, unit } = metrics[name];
  if (scale === "outcome") {
    const outcome = Object.values(outcomes).find((entry) => entry.value === value);
    return { text: outcome?.label ?? formatNumber(value), unit: "" };
  }
  if (name === "stepsToTarget" && Number.isNaN(value)) return { text: "target never reached", unit: "" };
  return { text: formatNumber(value, digits), unit };
}
