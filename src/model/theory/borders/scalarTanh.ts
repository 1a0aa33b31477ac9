// One tanh unit left alone, h ← tanh(w h + b): where its fixed point has the slope w(1 − h²) = 1 two of its states meet and
// vanish (a fold), where it has the slope −1 it begins to alternate (a flip). Between the inputs it is left alone.

import type { Border, BorderPoint } from "./border.ts";

/** Whether the network is such a unit. */
function isAlone({ cell, activation, hidden, recurrent, isQuiet, bias }: BorderPoint): boolean {
  const isNumber = recurrent?.kind === "constant" && hidden === 1;
  return cell === "rnn" && activation === "tanh" && isNumber && isQuiet && Number.isFinite(bias);
}

/** The bias of the fold at w > 1: w·h − atanh h with h = √(1 − 1/w), the state at which the slope is 1. */
export function foldBias(weight: number): number {
  const h = Math.sqrt(1 - 1 / weight);
  return weight * h - Math.atanh(h);
}

/** The bias of the flip at w < −1: |w|·h + atanh h with h = √(1 − 1/|w|). */
export function flipBias(weight: number): number {
  const h = Math.sqrt(1 + 1 / weight);
  return -weight * h + Math.atanh(h);
}

/**
 * Squares, so that both branches are zeros of one function without an edge at bias 0; short of the weight at which a curve
 * begins it goes on with the other sign, so that the curve has a beginning and no false end.
 */
function squares(beyond: number, curve: (excess: number) => number, bias: number): number {
  const along = curve(Math.abs(beyond)) ** 2;
  return (beyond < 0 ? -along : along) - bias * bias;
}

const SOURCE =
  "Fixed points of h = tanh(w h + b) with slope w(1 − h²) = ±1 (Pasemann 1993; Doya 1992 for what crossing such a border does to learning).";

export const tanhFold: Border = {
  title: "Fold: two states meet",
  label: "fold",
  formula:
    "|b| = w·h − atanh h with h = √(1 − 1/w), for w > 1: inside, the unit has two states to rest in and remembers which; on the curve one of them vanishes. There its slope is 1, and the Lyapunov exponent rises to 0.",
  source: SOURCE,
  note: () =>
    "A map shows the branch whose state an input leads to: with a positive input weight the one at b < 0. The Lyapunov exponent of a long unroll has its crest on the curve; the gradients’ ratio falls off behind it.",
  lines: "border",
  says: (point) => isAlone(point) && point.bias !== 0,
  level: (point) => {
    if (!isAlone(point)) return Number.NaN;
    return squares((point.recurrent?.scale ?? 0) - 1, (excess) => foldBias(1 + excess), point.bias);
  },
};

export const tanhFlip: Border = {
  title: "Flip: the state alternates",
  label: "flip",
  formula:
    "|b| = |w|·h + atanh h with h = √(1 − 1/|w|), for w < −1: inside, the state alternates between two values, outside it settles. On the curve its slope is −1, and the Lyapunov exponent rises to 0.",
  source: SOURCE,
  note: () => "The Lyapunov exponent of a long unroll has its crest on the curve.",
  lines: "border",
  says: (point) => isAlone(point) && point.bias !== 0,
  level: (point) => {
    if (!isAlone(point)) return Number.NaN;
    return squares(-(point.recurrent?.scale ?? 0) - 1, (excess) => flipBias(-1 - excess), point.bias);
  },
};
