// What became of a network's training, in one plain sentence, from measured quantities only.

import { DIVERGED_LOSS_FACTOR } from "../../../model/training/settings.ts";
import { formatCount, formatNumber } from "../../../store/figure/format.ts";
import { sizeText } from "../sentence.ts";
import type { Facts } from "./facts.ts";
import { plateauText } from "./plateaus.ts";
import { amount, EXPLODING, movedText, percentOf, vanishes, wayBack } from "./wayBack.ts";

/** At least this share of (unit, step, sequence) on the flat part makes saturation the story. */
export const MOSTLY_SATURATED = 0.5;

/** The sentence. */
export function diagnosis(facts: Facts): string {
  switch (facts.outcome) {
    case "converged":
      return converged(facts);
    case "unfinished":
      return unfinished(facts);
    case "stalled":
      return stalled(facts);
    case "bouncing":
      return bouncing(facts);
    case "diverged":
      return diverged(facts);
    case "running":
      return `Still running: the loss is ${amount(facts.finalLoss)} after ${counted(facts.updates, "step")}.`;
  }
}

function converged({ losses, steps, stepsToTarget, finalLoss, spec }: Facts): string {
  const { targetLoss } = spec.training;
  if (stepsToTarget === 0) {
    return `Nothing had to be learned: the untrained network’s loss of ${amount(losses[0])} already meets the target of ${amount(targetLoss)}.`;
  }
  const reached = `Trained: after ${formatCount(stepsToTarget)} of ${counted(steps, "step")} the loss had come down from ${amount(losses[0])} to the target of ${amount(targetLoss)}`;
  return finalLoss > targetLoss
    ? `${reached}, but it did not stay there: the run ended at ${amount(finalLoss)}.`
    : `${reached}; the run ended at ${amount(finalLoss)}.`;
}

function unfinished({ losses, window, bestLoss, steps, spec }: Facts): string {
  const gained = 1 - lowestOf(window.losses) / window.bestBefore;
  const last =
    window.length === steps
      ? ""
      : ` and still fell by ${percentOf(gained)} in the last ${formatCount(window.length)}`;
  return `Not there yet: the best loss came down from ${amount(losses[0])} to ${amount(bestLoss)} in ${counted(steps, "step")}${last}; the target is ${amount(spec.training.targetLoss)}.`;
}

function stalled(facts: Facts): string {
  const { dead, saturated, ratio, spec } = facts;
  if (dead.after === 1) {
    const since = dead.before === 1 ? "as it was from the start" : "which it was not before training";
    return `Dead: the slope of ${every(spec.model.hidden)} is exactly 0 at every step of every sequence, ${since}, so no gradient passes; ${movedText(facts)}.`;
  }
  const atEnd = wayBack(ratio.after, facts);
  if (saturated.after >= MOSTLY_SATURATED) {
    const arrives = atEnd === null ? "" : `, and ${atEnd}`;
    return `Saturated: ${percentOf(saturated.after)} of the states sit where ${spec.model.activation} is nearly flat${arrives}; ${movedText(facts)}.`;
  }
  const atStart = wayBack(ratio.before, facts);
  if (atStart !== null && isLost(ratio.before)) return `${capital(atStart)}; ${movedText(facts)}.`;
  if (atEnd !== null && isLost(ratio.after)) return `By the end of training ${atEnd}; ${movedText(facts)}.`;
  return plateau(facts);
}

function plateau(facts: Facts): string {
  const { unroll, ratio, finalLoss, lastGradient, window } = facts;
  const named = plateauText(facts);
  const through = unroll === 1 ? "the only step" : `${unroll} steps`;
  const arrives = `the gradient does not vanish on its way back (${sizeText(ratio.after)} of its size arrives after ${through})`;
  return `On a plateau: in the last ${counted(window.length, "step")} the loss stayed within 1 % of ${formatNumber(finalLoss, 4)}${named === null ? "," : `, ${named},`} yet ${arrives}; the last gradient’s norm is ${amount(lastGradient)}, and ${movedText(facts)}.`;
}

function bouncing(facts: Facts): string {
  const { window, ratio } = facts;
  const low = lowestOf(window.losses);
  const high = window.losses.reduce((a, b) => Math.max(a, b), 0);
  const rises = window.losses.every((loss, i) => i === 0 || loss >= window.losses[i - 1]);
  const moved = rises
    ? `the loss only rose, from ${amount(low)} to ${amount(high)}`
    : `the loss swung between ${amount(low)} and ${amount(high)}`;
  const grows = ratio.after > EXPLODING ? `; ${wayBack(ratio.after, facts)}` : "";
  return `Bouncing: in the last ${counted(window.length, "step")} ${moved} without getting 1 % below its earlier best of ${amount(window.bestBefore)}: the steps are too large${grows}.`;
}

function diverged(facts: Facts): string {
  const { updates, ratio, peak, firstUpdate, losses, finalLoss, spec, logFirstGradient } = facts;
  const grew = ratio.before > EXPLODING ? `${wayBack(ratio.before, facts)}; ` : "";
  if (updates === 0 || peak === null) {
    const size = `10^${amount(Math.round(logFirstGradient * 10) / 10)}`;
    return `Diverged before the first update: ${grew}the gradient’s norm of ${size} is past the limit of 2^60.`;
  }
  const base = Math.max(losses[0], spec.training.targetLoss);
  const what = losses[0] >= spec.training.targetLoss ? "its start" : "the target";
  const end =
    finalLoss > DIVERGED_LOSS_FACTOR * base
      ? `the loss was ${amount(finalLoss)}, over a million times ${what}`
      : "a weight or the gradient had gone past 2^60";
  const first =
    firstUpdate === null ? "" : ` the first update moved the parameters by ${amount(firstUpdate)},`;
  return `Diverged: ${grew}the gradient’s norm reached ${amount(peak.norm)} at step ${formatCount(peak.step)},${first} and after ${counted(updates, "update")} ${end}.`;
}

/** Whether nothing of use arrives: vanished, lost, or never sent. */
function isLost(ratio: number): boolean {
  return vanishes(ratio) || Number.isNaN(ratio);
}

function every(units: number): string {
  return units === 1 ? "the only unit" : `all ${units} units`;
}

/** `one step`, `12 steps`. */
function counted(count: number, noun: string): string {
  return count === 1 ? `one ${noun}` : `${formatCount(count)} ${noun}s`;
}

function lowestOf(losses: readonly number[]): number {
  return losses.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
