// What of a training run is decided by a threshold: where a loss stands at one, rounding alone may turn the outcome, and two
// correct programs may say two things.

import { windowOf } from "../../model/training/measurement.ts";
import { IMPROVING, MOVING } from "../../model/training/outcome.ts";
import {
  DIVERGED_LOSS_FACTOR,
  LARGEST_LOG2_GRADIENT,
  LARGEST_LOG2_PARAMETER,
} from "../../model/training/settings.ts";
import type { Training } from "../../model/training/training.ts";
import { LOOSEST } from "./tolerance.ts";

/** Losses below this are near each other whatever they are: the smallest share of the initial loss that is told apart. */
const SMALLEST = 1e-3;

/** Whether outcome or steps to target hang on rounding: the loss met the target, or improved or moved by 1 %, only just. */
export function hangsOnRounding(loss: readonly number[], steps: number, targetLoss: number): boolean {
  if (loss.some((value) => areNear(value, targetLoss))) return true;
  const from = steps - windowOf(steps);
  // A run that ended before its last tenth has diverged, and is not judged by it.
  if (loss.length <= from + 1) return false;
  const last = loss.slice(from);
  const best = Math.min(...loss.slice(from + 1));
  const before = Math.min(...loss.slice(0, from + 1));
  return (
    areNear(best, (1 - IMPROVING) * before) || areNear(Math.min(...last), (1 - MOVING) * Math.max(...last))
  );
}

/**
 * Whether the step at which a run ended as diverged hangs on rounding: a loss, gradient or parameter that came to its limit
 * only just. Then nothing of the run's end can be compared.
 */
export function endsAtLimit(
  { parameters, statistics }: Training,
  loss: readonly number[],
  gradientNorm: readonly number[],
  targetLoss: number,
): boolean {
  const highest = DIVERGED_LOSS_FACTOR * Math.max(loss[0], targetLoss);
  if (loss.some((value) => areNear(value, highest))) return true;
  if (gradientNorm.some((norm) => areNear(norm, 2 ** LARGEST_LOG2_GRADIENT))) return true;
  if (!statistics.hasDiverged) return false;
  const limit = 2 ** LARGEST_LOG2_PARAMETER;
  return Object.values(parameters).some((values) => values.some((x) => areNear(Math.abs(x), limit)));
}

function areNear(a: number, b: number): boolean {
  return Number.isFinite(a) && Math.abs(a - b) <= LOOSEST * Math.max(a, b, SMALLEST);
}
