// Is an engine right? Asked before anything is timed: a sample of networks by the engine and by the reference, metric by
// metric, point by point as far as two correct programs can agree.

import type { Engine, RunControl } from "../../engine/engine.ts";
import type { MetricName } from "../../model/metrics/index.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import { gradientLogMetrics, LOOSEST } from "../verify/tolerance.ts";
import { beyondHorizon } from "../verify/trust.ts";
import type { BenchCase } from "./cases.ts";
import { benchSpec, evenPlan, runStored } from "./line.ts";

/** Losses below this are rounding: their own size is no measure. */
const SMALLEST_LOSS = 1e-6;
/** Of the sample at least this share must lie inside the horizon: a check of nothing is none. */
const FEWEST_COMPARED = 0.75;
/** From this hidden size on the sample has a third of the draws: the reference takes its time there. */
const LARGE_HIDDEN = 16;

/** The loss alone would not do: Adam makes the same updates of a gradient that is wrong by a factor. */
const trainingMetrics: readonly MetricName[] = ["finalLoss", "peakLogGradientNorm"];

/** What the reference says of a sample. */
export interface Truth {
  /** What the engine runs: the very program that is timed afterwards. */
  readonly spec: SweepSpec;
  readonly metrics: readonly MetricName[];
  readonly expected: ReadonlyMap<MetricName, Float64Array>;
  /** Whether a network lies inside the chaos horizon. */
  readonly inside: readonly boolean[];
}

/** The outcome of a check, with its worst number. */
export interface CheckReport {
  readonly passed: boolean;
  readonly networks: number;
  /** Networks inside the horizon, which were compared. */
  readonly compared: number;
  readonly metric: string;
  readonly actual: number;
  readonly expected: number;
  readonly error: number;
  readonly bound: number;
}

/** Asks the reference, once for all engines. */
export function truthOf(one: BenchCase, reference: Engine, control: RunControl): Promise<Truth> {
  return one.mode === "gradient"
    ? gradientTruth(one, reference, control)
    : trainingTruth(one, reference, control);
}

/** Gains × unroll lengths × draws. */
async function gradientTruth(one: BenchCase, reference: Engine, control: RunControl): Promise<Truth> {
  const isLarge = one.hidden >= LARGE_HIDDEN;
  const unrolls = isLarge ? [1, 13, one.unroll] : [1, 2, 13, one.unroll];
  const given = {
    axes: [
      { param: "init.recurrent.gain", from: 0.25, to: 1.5, count: 6 },
      { param: "task.unroll", values: unrolls },
    ],
    replicates: isLarge ? 1 : 3,
    seed: 7,
  };
  const spec = benchSpec(one, { ...given, metrics: gradientLogMetrics });
  // λ, which tells where the comparison makes sense, needs kernels that are not timed: the reference alone finds it.
  const widened = benchSpec(one, { ...given, metrics: [...gradientLogMetrics, "lyapunov"] });
  const { metrics: expected } = await runStored(evenPlan(widened, reference, 1), reference, control);
  const inside = Array.from(
    arrayOf(expected, "lyapunov"),
    (lyapunov, n) => !beyondHorizon(lyapunov, unrolls[Math.floor(n / spec.replicates) % unrolls.length]),
  );
  return { spec, metrics: gradientLogMetrics, expected, inside };
}

/** Gains × learning rates small enough that no run is chaotic, so that every one is compared; few updates, all clipped. */
async function trainingTruth(one: BenchCase, reference: Engine, control: RunControl): Promise<Truth> {
  const isLarge = one.hidden >= LARGE_HIDDEN;
  const optimizer = one.training?.optimizer ?? "sgd";
  const spec = benchSpec(one, {
    seed: 7,
    metrics: trainingMetrics,
    training: { optimizer, steps: isLarge ? 10 : 20, clipNorm: 0.5, targetLoss: 0 },
    axes: [
      { param: "init.recurrent.gain", from: 0.2, to: 1.2, count: 5 },
      { param: "training.learningRate", from: 0.001, to: 0.02, count: isLarge ? 2 : 4, scale: "log" },
    ],
    replicates: isLarge ? 1 : 2,
  });
  const { metrics: expected, plan } = await runStored(evenPlan(spec, reference, 1), reference, control);
  return {
    spec,
    metrics: trainingMetrics,
    expected,
    inside: new Array<boolean>(plan.networks).fill(true),
  };
}

/** Runs the sample on an engine and compares. */
export async function checkEngine(
  engine: Engine,
  threads: number,
  truth: Truth,
  control: RunControl,
): Promise<CheckReport> {
  const { metrics: actual } = await runStored(evenPlan(truth.spec, engine, threads), engine, control);
  let worst = { metric: truth.metrics[0] as string, actual: 0, expected: 0, error: 0 };
  for (const metric of truth.metrics) {
    const given = arrayOf(actual, metric);
    for (const [n, value] of arrayOf(truth.expected, metric).entries()) {
      if (!truth.inside[n] || Object.is(given[n], value)) continue;
      const distance = distanceOf(metric, given[n], value);
      // Written so that NaN counts as the worst of all.
      if (distance <= worst.error) continue;
      const error = Number.isNaN(distance) ? Number.POSITIVE_INFINITY : distance;
      worst = { metric, actual: given[n], expected: value, error };
    }
  }
  const networks = truth.inside.length;
  const compared = truth.inside.filter(Boolean).length;
  const passed = worst.error <= LOOSEST && compared >= FEWEST_COMPARED * networks;
  return { passed, networks, compared, ...worst, bound: LOOSEST };
}

/** The check in one sentence. */
export function checkText(report: CheckReport): string {
  const { passed, networks, compared, metric, actual, expected, error, bound } = report;
  const found = `largest error ${error.toExponential(1)} (${metric}), bound ${bound}`;
  const counted = `${compared} of ${networks} networks inside the chaos horizon`;
  const verdict = passed
    ? "agrees with the reference"
    : compared < FEWEST_COMPARED * networks
      ? "could not be checked: too few networks lie inside the chaos horizon; it is not timed"
      : `IS WRONG (${metric} = ${actual}, the reference says ${expected}); it is not timed`;
  return `${verdict}: ${found}; ${counted}`;
}

function distanceOf(metric: MetricName, actual: number, expected: number): number {
  const apart = Math.abs(actual - expected);
  return metric === "finalLoss" ? apart / Math.max(expected, SMALLEST_LOSS) : apart;
}

function arrayOf(metrics: ReadonlyMap<MetricName, Float64Array>, name: MetricName): Float64Array {
  return metrics.get(name) ?? new Float64Array(0);
}
