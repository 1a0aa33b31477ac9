// One plain sentence about what happened to the gradient on its way back.

import { formatNumber } from "../../store/figure/format.ts";

/** A gradient within this many powers of ten of its size counts as preserved. */
const PRESERVED = 0.05;

/**
 * What became of the gradient.
 * @param ratio log10 of ‖∂L/∂s_0‖ / ‖∂L/∂s_T‖
 * @param unroll the unroll length T
 */
export function gradientSentence(ratio: number, unroll: number): string {
  const way = unroll === 1 ? "Going back through the only step" : `Going back through ${unroll} steps`;
  if (Number.isNaN(ratio)) {
    return "There is no gradient to send back: the last state does not change the loss at all.";
  }
  if (ratio === Number.NEGATIVE_INFINITY) {
    return `${way}, the gradient was lost entirely: exactly zero arrives, so nothing can be learned from the first step.`;
  }
  const perStep = `${formatNumber(10 ** (ratio / unroll), 3)}× per step`;
  if (Math.abs(ratio) < PRESERVED) {
    return `${way}, the gradient kept its size: ${formatNumber(10 ** ratio, 3)} of it arrives, ${perStep}.`;
  }
  const change = ratio < 0 ? `shrank to ${sizeText(ratio)} of` : `grew to ${sizeText(ratio)} times`;
  return `${way}, the gradient ${change} its size: ${perStep}.`;
}

/** A size given by its log10: plain where it is readable, a power of ten beyond. */
export function sizeText(log: number): string {
  if (log === Number.NEGATIVE_INFINITY) return "0";
  if (!Number.isFinite(log)) return formatNumber(log);
  return Math.abs(log) < 3 ? formatNumber(10 ** log, 3) : `10^${formatNumber(Number(log.toFixed(1)))}`;
}
