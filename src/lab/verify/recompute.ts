// One network once more, in float64, and how far float32 can be asked to tell the same of it: what a stored result is held
// against. Plain data in and out, so that it runs on any thread.

import type { RunControl } from "../../engine/engine.ts";
import { runThrough } from "../../engine/replay.ts";
import type { FloatsKind } from "../../model/floats.ts";
import { GradientEvaluator } from "../../model/gradient.ts";
import {
  type GradientMetricName,
  gradientMetrics,
  type MetricName,
  needJacobian,
  type TrainingMetricName,
  trainingMetrics,
} from "../../model/metrics/index.ts";
import { drawBase, eachParameter, type Parameters, scaleParameters } from "../../model/network.ts";
import { randomStream } from "../../model/random.ts";
import { HORIZON_TOLERANCE, havePartedAt, KERNEL_ROUNDING } from "../../model/training/horizon.ts";
import type { TrainingMeasurement } from "../../model/training/measurement.ts";
import { Training } from "../../model/training/training.ts";
import { pointParametersOf, type Structure, structureOf } from "../../sweep/point.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import { endsAtLimit, hangsOnRounding } from "./thresholds.ts";
import { ROUNDING } from "./trust.ts";

/** A metric's number, by name. */
export type MetricValues = Readonly<Partial<Record<MetricName, number>>>;

/** What the reference says of one network. */
export interface Recomputed {
  /** Every metric of the mode, in float64; `lyapunov`, which costs the most, only where the sweep has it. */
  readonly metrics: MetricValues;
  /**
   * How far a correct float32 program may be from float64 here: of log-metrics absolute, of others relative, of a run over
   * its whole loss curve. Infinity where float32 and float64 part.
   */
  readonly spread: number;
  readonly unroll: number;
  /** Losses of a run below this are compared as if they were so much. */
  readonly smallestLoss: number;
  /** Whether outcome and steps to target would survive rounding: no loss stands at a threshold that decides them. */
  readonly isDecided: boolean;
}

/** Recomputes a network, here or on another thread: the spec's own values (its axes are ignored), one replicate. */
export type ReferenceRun = (spec: SweepSpec, replicate: number) => Promise<Recomputed>;

/** Losses below this share of the initial one (of 1, where that was larger) are not told apart: the horizon's own floor. */
const SMALLEST_SHARE = 1e-3;

/** Recomputes a network on this thread. Rejects with RunCancelled where the control says so. */
export async function recompute(
  spec: SweepSpec,
  replicate: number,
  control: RunControl,
): Promise<Recomputed> {
  await control.ready();
  return spec.mode === "gradient" ? gradientOf(spec, replicate) : trainingOf(spec, replicate, control);
}

function gradientOf(spec: SweepSpec, replicate: number): Recomputed {
  const { structure, start, unroll } = networkOf(spec, replicate);
  const measured = (given: Parameters, kind: FloatsKind, jacobian = false) => {
    const parameters = eachParameter((name) => kind.from(given[name]));
    const evaluator = new GradientEvaluator(structure.problem, kind);
    const evaluation = evaluator.evaluate(parameters, unroll, { jacobian, trace: false });
    return valuesBy(gradientMetrics, (metric) => metric.value(evaluation));
  };
  const metrics = measured(start, Float64Array, needJacobian(spec.metrics));
  const twin = measured(start, Float32Array);
  const names = Object.keys(gradientMetrics) as GradientMetricName[];
  // λ is an estimate with an error of its own, which is none of rounding.
  const compared = names.filter((name) => name !== "lyapunov");
  const from = (other: Record<GradientMetricName, number>) =>
    Math.max(...compared.map((name) => apart(name, other[name], metrics[name])));
  const nudges = witnessesOf(spec, replicate, start);
  return {
    metrics,
    spread: Math.max(KERNEL_ROUNDING * from(twin), ...nudges.map((one) => from(measured(one, Float64Array)))),
    unroll,
    smallestLoss: 0,
    isDecided: true,
  };
}

async function trainingOf(spec: SweepSpec, replicate: number, control: RunControl): Promise<Recomputed> {
  const { structure, start, unroll } = networkOf(spec, replicate);
  const { training: numbers } = pointParametersOf(spec);
  const settings = { ...numbers, optimizer: structure.optimizer };
  const opened = (parameters: Parameters, kind: FloatsKind) =>
    new Training(new GradientEvaluator(structure.problem, kind), parameters, unroll, settings, kind);
  const exact = opened(start, Float64Array);
  const { loss, gradientNorm } = await runThrough(exact, control);
  const smallestLoss = SMALLEST_SHARE * Math.min(loss[0], 1);
  const valuesOf = (run: TrainingMeasurement) => valuesBy(trainingMetrics, (metric) => metric.value(run));
  const metrics = valuesOf(exact.statistics);
  const from = async (other: Training, tolerance: number) => {
    // What another run does after they have parted is of no interest.
    const hasParted = (so: readonly number[]) => havePartedAt(loss, so, so.length - 1, tolerance);
    const run = await runThrough(other, control, hasParted);
    if (run.loss.length !== loss.length) return Number.POSITIVE_INFINITY;
    const { peakLogGradientNorm } = valuesOf(other.statistics);
    const peaks = apart("peakLogGradientNorm", peakLogGradientNorm, metrics.peakLogGradientNorm);
    return Math.max(peaks, curvesApart(loss, run.loss, smallestLoss));
  };
  const twin = opened(start, Float32Array);
  let spread = KERNEL_ROUNDING * (await from(twin, HORIZON_TOLERANCE / KERNEL_ROUNDING));
  for (const nudged of witnessesOf(spec, replicate, start)) {
    if (spread <= HORIZON_TOLERANCE) {
      spread = Math.max(spread, await from(opened(nudged, Float64Array), HORIZON_TOLERANCE));
    }
  }
  return {
    metrics,
    spread: endsAtLimit(exact, loss, gradientNorm, settings.targetLoss) ? Number.POSITIVE_INFINITY : spread,
    unroll,
    smallestLoss,
    isDecided: !hangsOnRounding(loss, exact.statistics.steps, settings.targetLoss),
  };
}

/**
 * One twin shows too little: it may be close to float64 by chance, and of a ReLU's kinks, between which rounding changes next
 * to nothing and at which it changes all, it may miss the one that a kernel meets. Witnesses are float64 runs whose weights
 * are off by this many roundings: they find kinks that are so many times as far away, and part where kernels may.
 */
const NUDGE = 64 * ROUNDING;
/** Two of them miss a kink that a kernel meets once in 500 at most. */
const WITNESSES = 2;

/**
 * The parameters of the witnesses. A single unit of a plain RNN needs none at its initial weights: its state is one number,
 * carried on by a monotone function, which knows no chaos and has no direction that could turn.
 */
function witnessesOf({ mode, model, seed }: SweepSpec, replicate: number, start: Parameters): Parameters[] {
  const isOneNumber = model.hidden === 1 && model.cell === "rnn";
  const count = mode === "gradient" && isOneNumber ? 0 : WITNESSES;
  return Array.from({ length: count }, (_, k) => {
    const random = randomStream(seed, replicate, `witness ${k}`);
    return eachParameter((name) => start[name].map((x) => x * (1 + NUDGE * (2 * random.uniform() - 1))));
  });
}

function networkOf(spec: SweepSpec, replicate: number) {
  const structure: Structure = structureOf(spec);
  const { problem, baseInit, seed } = structure;
  const { scales, unroll } = pointParametersOf(spec);
  const base = drawBase(baseInit, problem.sizes, seed, replicate);
  return { structure, unroll, start: scaleParameters(base, scales, problem.sizes) };
}

function valuesBy<Name extends GradientMetricName | TrainingMetricName, Metric>(
  catalog: Readonly<Record<Name, Metric>>,
  numberOf: (metric: Metric) => number,
): Record<Name, number> {
  const entries = Object.entries(catalog) as [Name, Metric][];
  return Object.fromEntries(entries.map(([name, metric]) => [name, numberOf(metric)])) as Record<
    Name,
    number
  >;
}

/** How far two numbers of a metric are from each other; Infinity where only one of them is a number. */
function apart(name: MetricName, a: number, b: number): number {
  if (Object.is(a, b) || a === b) return 0;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return Number.POSITIVE_INFINITY;
  const size = name === "loss" || name === "saturation" ? Math.max(Math.abs(a), Math.abs(b)) : 1;
  return Math.abs(a - b) / size;
}

function curvesApart(a: readonly number[], b: readonly number[], floor: number): number {
  return a.reduce((most, value, step) => {
    if (value === b[step]) return most;
    const size = Math.max(value, b[step], floor);
    return Math.max(
      most,
      Number.isFinite(size) ? Math.abs(value - b[step]) / size : Number.POSITIVE_INFINITY,
    );
  }, 0);
}
