// The family side by side at its initial weights: what gates do to the way back of a gradient.

import type { Preset } from "./preset.ts";

export const threeCells: Preset = {
  title: "Three cells, one unroll axis",
  group: "cells",
  story: [
    "RNN, GRU and LSTM of eight units on one colour scale: the gain of the recurrent weights from left to right, 1 to 512 steps upwards.",
    "At gain 0 the RNN sends nothing back at all. The GRU still passes on one half per step, the LSTM σ(b) = 0.95, what its forget gate lets through: there the gates decide, and not the weights.",
    "Nothing here is immune: at large gains the LSTM explodes too, half as fast as the RNN, and between them every row has a gain at which the gradient keeps its size.",
  ],
  points: [
    { label: "RNN, gain 0.5, 108 steps", at: [0, 10, 27] },
    { label: "GRU, the same", at: [1, 10, 27] },
    { label: "LSTM, the same", at: [2, 10, 27] },
  ],
  spec: {
    version: 1,
    name: "Three cells: gain × unroll",
    model: { cell: "rnn", activation: "tanh", hidden: 8 },
    task: { kind: "prices", unroll: 64, cases: "everHigh" },
    init: { recurrent: { kind: "orthogonal", gain: 1 }, forgetBias: 3 },
    axes: [
      { param: "model.cell", values: ["rnn", "gru", "lstm"] },
      { param: "init.recurrent.gain", from: 0, to: 2, count: 41 },
      { param: "task.unroll", from: 1, to: 512, count: 37, scale: "log" },
    ],
    metrics: ["logGradientRatio", "logGradientNorm", "loss", "saturation"],
  },
};
