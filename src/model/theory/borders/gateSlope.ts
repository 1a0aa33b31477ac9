// Gates that stand still: what a cell keeps of its state per step is σ of a bias, and the decades lost are proportional to T.

import type { Border, BorderPoint } from "./border.ts";

/** log10 σ(b) without overflow. */
function logGate(bias: number): number {
  return (bias > 0 ? -Math.log1p(Math.exp(-bias)) : bias - Math.log1p(Math.exp(bias))) / Math.LN10;
}

/** The bias of the gate that keeps the state: the LSTM's forget gate, the GRU's update gate. */
function keepingBias({ cell, bias, forgetBias }: BorderPoint): number {
  return cell === "lstm" ? forgetBias : cell === "gru" ? bias : Number.NaN;
}

export const gateSlope: Border = {
  title: "Gate’s decades: T·log10 σ(b)",
  label: "T·log10 σ(b)",
  formula:
    "T·log10 σ(b) is a round number of decades: on the curve named 10⁻⁵ the gate alone has let five decades go after T steps. b is the LSTM’s forget bias, or the GRU’s bias (of its update gate); σ is the logistic function.",
  source:
    "The chain rule for c_t = f c_(t−1) + i g and h_t = (1 − z) n + z h_(t−1). Gers, Schmidhuber & Cummins 2000; Cho et al. 2014.",
  note: () =>
    "Exact where input and recurrent weights are 0 (to log10 √(5/4) of the LSTM’s output gate); at larger gains the weights move the gates and add ways of their own.",
  lines: "decades",
  says: (point) => Number.isFinite(keepingBias(point)),
  level: (point) => point.unroll * logGate(keepingBias(point)),
};
