// The measured quantities that a diagnosis rests on, taken from one replayed training run. Nothing here is guessed.

import { parameterNames } from "../../../model/network.ts";
import { windowOf } from "../../../model/training/measurement.ts";
import type { OutcomeName } from "../../../model/training/outcome.ts";
import type { Inspection } from "../../../sweep/inspection.ts";
import { unrollOf } from "../../../sweep/point.ts";
import type { NestedNumbers } from "../../../sweep/shape.ts";
import type { SweepSpec } from "../../../sweep/spec.ts";
import type { TrainingInspection } from "../../../sweep/trainingInspection.ts";

export interface Facts {
  readonly spec: SweepSpec;
  readonly outcome: OutcomeName;
  readonly unroll: number;
  /** Updates that the run was to make, and that it made. */
  readonly steps: number;
  readonly updates: number;
  /** The losses that there were, L_0 first. */
  readonly losses: readonly number[];
  readonly bestLoss: number;
  readonly finalLoss: number;
  /** NaN if never. */
  readonly stepsToTarget: number;
  /** The last updates, by which the outcome was decided. */
  readonly window: {
    readonly length: number;
    readonly bestBefore: number;
    readonly losses: readonly number[];
  };
  /** log10 of ‖∂L/∂s_0‖ / ‖∂L/∂s_T‖ before and after training; NaN where nothing is sent back. */
  readonly ratio: { readonly before: number; readonly after: number };
  /** log10 of ‖g‖ before the first update. */
  readonly logFirstGradient: number;
  /** The largest ‖g‖ before clipping, and the step it was met at (from 1); null where no update was made. */
  readonly peak: { readonly norm: number; readonly step: number } | null;
  /** ‖g‖ of the last update; NaN where none was made. */
  readonly lastGradient: number;
  /** How far the first update moved all parameters together; null where the optimiser's formula does not tell. */
  readonly firstUpdate: number | null;
  /** How many updates were made from a shortened gradient. */
  readonly clipped: number;
  /** ‖θ_after − θ_before‖ of the recurrent weights, and their size before. */
  readonly recurrentMoved: number;
  readonly recurrentSize: number;
  readonly dead: { readonly before: number; readonly after: number };
  readonly saturated: { readonly before: number; readonly after: number };
}

export function factsOf(spec: SweepSpec, inspection: Inspection, training: TrainingInspection): Facts {
  const { loss, gradientNorm, parameters, initialParameters, after } = training;
  const losses = upToNaN(loss);
  const norms = upToNaN(gradientNorm);
  const steps = gradientNorm.length;
  const length = windowOf(steps);
  const { clipNorm } = spec.training;
  const { peak, clipped } = gradientFacts(norms, clipNorm ?? Number.POSITIVE_INFINITY);
  return {
    spec,
    outcome: training.outcomeName,
    unroll: unrollOf(spec.task),
    steps,
    updates: norms.length,
    losses,
    bestLoss: lowestOf(losses, losses.length),
    finalLoss: losses[losses.length - 1],
    stepsToTarget: training.stepsToTarget,
    window: {
      length,
      bestBefore: lowestOf(losses, steps - length + 1),
      losses: losses.slice(steps - length),
    },
    ratio: {
      before: inspection.metrics.logGradientRatio,
      after: after.logStateGradient[0] - after.logStateGradient[after.logStateGradient.length - 1],
    },
    logFirstGradient: inspection.logGradientNorm.all,
    peak: norms.length === 0 ? null : { norm: norms[peak], step: peak + 1 },
    lastGradient: norms.length === 0 ? Number.NaN : norms[norms.length - 1],
    firstUpdate: norms.length === 0 ? null : firstUpdateOf(spec, norms[0]),
    clipped,
    recurrentMoved: distance(parameters.weight_hh, initialParameters.weight_hh),
    recurrentSize: sizeOf(initialParameters.weight_hh),
    dead: both(inspection.activity?.deadUnits, after.activity?.deadUnits),
    saturated: both(inspection.activity?.saturated, after.activity?.saturated),
  };
}

/** The lowest of the first `count` values. A loop: a run may have a million of them. */
function lowestOf(values: readonly number[], count: number): number {
  let lowest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < Math.min(count, values.length); i++) lowest = Math.min(lowest, values[i]);
  return lowest;
}

/** The index of the largest norm, and how many are longer than the clip norm. */
function gradientFacts(norms: readonly number[], clipNorm: number): { peak: number; clipped: number } {
  let peak = 0;
  let clipped = 0;
  for (let i = 0; i < norms.length; i++) {
    if (norms[i] > norms[peak]) peak = i;
    if (norms[i] > clipNorm) clipped++;
  }
  return { peak, clipped };
}

/** All numbers of a parameter, whatever its shape. */
export function entriesOf(values: NestedNumbers): number[] {
  return (values as readonly (number | readonly number[])[]).flat();
}

/** The Euclidean norm of a parameter. */
export function sizeOf(values: NestedNumbers): number {
  return Math.hypot(...entriesOf(values));
}

/** The Euclidean distance between two states of a parameter. */
export function distance(a: NestedNumbers, b: NestedNumbers): number {
  const from = entriesOf(b);
  return Math.hypot(...entriesOf(a).map((value, i) => value - from[i]));
}

/** A parameter's name and its two states. */
export function parameterStates({ parameters, initialParameters }: TrainingInspection) {
  return parameterNames.flatMap((name) => {
    const [before, after] = [initialParameters[name], parameters[name]];
    return before === undefined || after === undefined ? [] : [{ name, before, after }];
  });
}

/** η times the (clipped) gradient's norm; Adam divides each entry by its own size, so the norm tells nothing of it. */
function firstUpdateOf({ training }: SweepSpec, norm: number): number | null {
  const { optimizer, learningRate, clipNorm } = training;
  if (optimizer === "adam") return null;
  return learningRate * (clipNorm === null ? norm : Math.min(norm, clipNorm));
}

function upToNaN(values: readonly number[]): readonly number[] {
  // Once a run has ended nothing follows, so a last number means that all are there.
  if (!Number.isNaN(values[values.length - 1])) return values;
  const end = values.findIndex(Number.isNaN);
  return end < 0 ? values : values.slice(0, end);
}

function both(before: number | undefined, after: number | undefined) {
  return { before: before ?? 0, after: after ?? 0 };
}
