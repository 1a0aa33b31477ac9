// An LSTM whose input and recurrent weights are zero has gates that stand still: its memory c is multiplied by the forget
// gate σ(b_f) at every step, and that is all that connects the first state with the last one.

import type { Theory } from "./theory.ts";

/** T·log10 σ(b_f) − log10 2: the half-open output gate stands between c_T and the output. */
export const forgetGate: Theory = {
  metric: "logGradientRatio",
  label: "forget gate: T·log10 σ(b_f) − log10 2",
  formula:
    "T·log10 σ(b_f) − log10 2, with T the unroll length, b_f the forget bias and σ the logistic function: the slope per step is the log of the forget gate; the other biases are 0, so the output gate is 1/2 and c stays 0.",
  source: "The chain rule for c_t = f c_(t−1) + i g. Gers, Schmidhuber & Cummins 2000 for the forget gate.",
  value({ cell, unroll, input, recurrent, bias, forgetBias }) {
    const isZero = input?.kind === "constant" && input.scale === 0;
    const stands = isZero && recurrent?.kind === "constant" && recurrent.scale === 0 && bias === 0;
    if (cell !== "lstm" || !stands) return null;
    // log σ(b) = −log(1 + e^(−b)), without overflow for very negative b.
    const logGate =
      forgetBias > 0 ? -Math.log1p(Math.exp(-forgetBias)) : forgetBias - Math.log1p(Math.exp(forgetBias));
    return (unroll * logGate) / Math.LN10 - Math.log10(2);
  },
};
