// What became of the gradient on its way back through time, as a clause of a longer sentence.

import { formatCount, formatNumber } from "../../../store/figure/format.ts";
import { sizeText } from "../sentence.ts";
import type { Facts } from "./facts.ts";

/** A gradient of which less than this arrives (log10) counts as vanishing: a hundredth is lost among the other steps'. */
export const VANISHING = -2;
/** Of less than this (log10) one may say that nothing is left: a float32 no longer adds it to a number near 1. */
const NOTHING = -7;
/** A gradient that arrives this much larger (log10) counts as exploding: twice its size. */
export const EXPLODING = Math.log10(2);

/** Whether a gradient with this log10 ratio is as good as lost. */
export function vanishes(ratio: number): boolean {
  return ratio < VANISHING;
}

/** One clause about a ratio; `null` where the gradient neither vanishes nor explodes. */
export function wayBack(ratio: number, facts: Facts): string | null {
  const { unroll } = facts;
  const through = unroll === 1 ? "the only step" : `${formatCount(unroll)} steps`;
  const first = facts.spec.task.kind === "prices" ? "first day" : "first step";
  if (Number.isNaN(ratio)) return "no gradient is sent back at all: the last state does not change the loss";
  if (ratio === Number.NEGATIVE_INFINITY) {
    return `the gradient was lost entirely on its way back through ${through}: exactly zero arrives at the ${first}`;
  }
  if (vanishes(ratio)) {
    const left =
      ratio < NOTHING
        ? `nothing of the ${first} was left`
        : `only ${percent(ratio)} was left for the ${first}`;
    return `the gradient shrank ${sizeText(ratio / unroll)}× per step back in time: after ${through} ${left}`;
  }
  if (ratio > EXPLODING) {
    return `the gradient grew ${sizeText(ratio / unroll)}× per step back in time, to ${sizeText(ratio)} times its size after ${through}`;
  }
  return null;
}

/** How far training moved the recurrent weights: the weight itself where there is one, else relative to their size. */
export function movedText({ updates, recurrentMoved, recurrentSize, spec }: Facts): string {
  const count = updates === 1 ? "one training step" : `${formatCount(updates)} training steps`;
  if (spec.model.hidden === 1) return `${count} moved the feedback weight by ${amount(recurrentMoved)}`;
  if (recurrentSize === 0) return `${count} moved the recurrent weights by ${amount(recurrentMoved)} in norm`;
  return `${count} moved the recurrent weights by ${amount((100 * recurrentMoved) / recurrentSize)} % of their size`;
}

/** A quantity ≥ 0 in three digits; what no float64 holds is told as such. */
export function amount(value: number): string {
  return value === Number.POSITIVE_INFINITY ? "more than 10^308" : formatNumber(value, 3);
}

/** A share of a whole, in percent. */
export function percentOf(share: number): string {
  return `${formatNumber(share * 100, 3)} %`;
}

function percent(log: number): string {
  return log < -5 ? `10^${formatNumber(Number(log.toFixed(1)))}` : percentOf(10 ** log);
}
