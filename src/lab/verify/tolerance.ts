// How far a stored number may be from the reference's: every bound of a verification, each with its reason.

import type { EngineName } from "../../engine/engine.ts";
import type { MetricName } from "../../model/metrics/index.ts";
import type { Recomputed } from "./recompute.ts";
import { ROUNDING } from "./trust.ts";

/** Of log-metrics absolute, of others relative: what the float32 kernels are held to in the bench and in the tests. */
export const LOOSEST = 1e-3;
/**
 * The same where correct programs stay closer than this to each other: kernels round every operation, and their exponentials
 * are off by up to 4 ULP, so that a few hundred roundings (some 1e-5) are fair; ten times that is far from any fair one.
 * Where they do not, errors are not in proportion to those of any one program, and the loosest bound holds.
 */
export const SHARPEST = 1e-4;
/** The reference is the same program on every machine but for the last bits of its exponentials. */
export const SAME_PROGRAM = 1e-9;
/** A store keeps float32: half a unit in its last place, relative, on either side. */
export const STORED = 2 * ROUNDING;
/** λ comes from an iteration that ends at a thousandth of the norm, whose logarithm is shared out over the steps. */
export const LARGEST_NORM_ERROR = LOOSEST * Math.LN10;

/** The log-metrics of mode gradient … */
export const gradientLogMetrics: readonly MetricName[] = [
  "logGradientRatio",
  "logGradientNorm",
  "logGradientNorm.input",
  "logGradientNorm.recurrent",
  "logGradientNorm.bias",
  "logGradientNorm.readout",
  "logLoss",
];
/** … and of both modes: their errors are absolute. */
const logMetrics: ReadonlySet<MetricName> = new Set([...gradientLogMetrics, "peakLogGradientNorm"]);

/**
 * Whether a network lies inside the chaos horizon, so that every number of it can be compared: correct float32 programs stay
 * within the loosest bound. The Lyapunov exponent is not asked: a linear network that explodes has a large one and no chaos,
 * one of ReLUs whose states turn may have chaos and a small one.
 */
export function isInside({ spread }: Recomputed): boolean {
  return spread <= LOOSEST;
}

/** A stored number against the reference's. */
export interface Comparison {
  readonly actual: number;
  readonly expected: number;
  readonly error: number;
  readonly bound: number;
}

/** Whether two numbers agree. */
export function agrees({ error, bound }: Comparison): boolean {
  return error <= bound;
}

/**
 * Compares a number of a network inside the horizon; null where it hangs on rounding, so that nothing can be said.
 * What is no number must be no number of the same kind; what a float32 cannot hold is Infinity on either side.
 */
export function compare(
  metric: MetricName,
  stored: number,
  network: Recomputed,
  engine?: EngineName,
): Comparison | null {
  const actual = Math.fround(stored);
  const expected = Math.fround(network.metrics[metric] ?? Number.NaN);
  const isCounted = metric === "outcome" || metric === "stepsToTarget";
  if (isCounted && !network.isDecided && engine !== "reference") return null;
  const bound = isCounted ? 0 : boundOf(metric, expected, network, engine);
  if (actual === expected || (Number.isNaN(actual) && Number.isNaN(expected))) {
    return { actual, expected, error: 0, bound };
  }
  const comparable = Number.isFinite(actual) && Number.isFinite(expected) && !isCounted;
  const error = comparable
    ? Math.abs(actual - expected) / sizeOf(metric, expected, network)
    : Number.POSITIVE_INFINITY;
  return { actual, expected, error, bound };
}

/**
 * Two numbers of a network beyond the horizon, as their distributions are compared: those that agree none the less count as
 * equal, or else rounding alone, which may go the same way in many networks, would tell two distributions apart.
 */
export function pairBeyond(
  metric: MetricName,
  stored: number,
  network: Recomputed,
): { readonly stored: number; readonly expected: number } {
  const comparison = compare(metric, stored, { ...network, spread: LOOSEST, isDecided: true });
  const { actual, expected } = comparison ?? { actual: stored, expected: Number.NaN };
  return { stored: comparison !== null && agrees(comparison) ? expected : actual, expected };
}

/** What errors of a metric are measured in: 1 where they are absolute. */
function sizeOf(metric: MetricName, expected: number, { smallestLoss }: Recomputed): number {
  if (logMetrics.has(metric) || metric === "lyapunov") return 1;
  return Math.max(Math.abs(expected), smallestLoss);
}

function boundOf(metric: MetricName, expected: number, network: Recomputed, engine?: EngineName): number {
  if (!Number.isFinite(expected)) return 0;
  const stored = STORED * (sizeOf(metric, expected, network) === 1 ? Math.abs(expected) : 1);
  if (engine === "reference") return SAME_PROGRAM + stored;
  if (metric === "lyapunov") return LARGEST_NORM_ERROR / network.unroll + stored;
  return (network.spread <= SHARPEST ? SHARPEST + network.spread : LOOSEST) + stored;
}
