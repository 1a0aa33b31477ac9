// Replays one network's training in float64 from the same draw, and once more in float32, step by step.

import { GradientEvaluator, type GradientProblem } from "../model/gradient.ts";
import type { Parameters } from "../model/network.ts";
import { toNumber } from "../model/scaled.ts";
import { HORIZON_TOLERANCE, havePartedAt, horizonOf, KERNEL_ROUNDING } from "../model/training/horizon.ts";
import type { TrainingSettings } from "../model/training/settings.ts";
import { Training } from "../model/training/training.ts";
import type { RunControl } from "./engine.ts";
import { Turns } from "./turns.ts";

/** A finished run with its curves. */
export interface Replay {
  readonly training: Training;
  readonly loss: readonly number[];
  readonly gradientNorm: readonly number[];
  /** The first step from which float32 is not to be trusted to 0.1 % of the loss; null if it is to the end. */
  readonly horizon: number | null;
}

/** Replays a run to its end. Rejects with RunCancelled where the control says so. */
export async function replay(
  problem: GradientProblem,
  start: Parameters,
  unroll: number,
  settings: TrainingSettings,
  control: RunControl,
): Promise<Replay> {
  const exact = new Training(new GradientEvaluator(problem), start, unroll, settings);
  const curves = await runThrough(exact, control);
  const single = new GradientEvaluator(problem, Float32Array);
  const tolerance = HORIZON_TOLERANCE / KERNEL_ROUNDING;
  const twin = await runThrough(
    new Training(single, start, unroll, settings, Float32Array),
    control,
    // What the twin does after they have parted is of no interest.
    (loss) => havePartedAt(curves.loss, loss, loss.length - 1, tolerance),
  );
  return { training: exact, ...curves, horizon: horizonOf(curves.loss, twin.loss, tolerance) };
}

/** The losses and gradient norms of a run, followed to its end, or until its losses so far say that it is enough. */
export async function runThrough(
  training: Training,
  control: RunControl,
  isEnough: (loss: readonly number[]) => boolean = () => false,
) {
  const loss: number[] = [];
  const gradientNorm: number[] = [];
  const turns = new Turns(control);
  while (!training.isOver) {
    const { step } = training.statistics;
    training.advance();
    loss.push(toNumber(training.statistics.finalLoss));
    if (training.statistics.step > step) gradientNorm.push(toNumber(training.gradientNorm));
    if (isEnough(loss)) break;
    if (turns.isOver) await turns.next();
  }
  return { loss, gradientNorm };
}
