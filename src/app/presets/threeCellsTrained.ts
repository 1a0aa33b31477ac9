// The family side by side, trained: how far back each cell learns to remember.

import type { Preset } from "./preset.ts";
import { trainedMetrics } from "./scalar.ts";

export const threeCellsTrained: Preset = {
  title: "Three cells, trained to remember",
  group: "cells",
  story: [
    "The same three cells, four units each, trained on cases that today’s price alone does not tell: was any day high?",
    "The gain runs from left to right, the unroll upwards: where the target is reached, the network has carried the first day through all the days between.",
    "The RNN’s wedge narrows to a gain near 1. The LSTM, whose forget gate starts open, gets there at nearly every gain; the GRU, whose gates start half open, forgets a half of everything each day and gets no further than a dozen.",
  ],
  points: [
    { label: "RNN, gain 0.5, 42 days", at: [0, 3, 7] },
    { label: "GRU, the same", at: [1, 3, 7] },
    { label: "LSTM, the same", at: [2, 3, 7] },
  ],
  spec: {
    version: 1,
    name: "Three cells: gain × unroll, trained",
    mode: "training",
    model: { cell: "rnn", activation: "tanh", hidden: 4 },
    task: { kind: "prices", unroll: 32, cases: "everHigh" },
    init: { recurrent: { kind: "orthogonal", gain: 1 }, forgetBias: 3 },
    training: { optimizer: "adam", learningRate: 0.03, steps: 200, targetLoss: 0.02 },
    axes: [
      { param: "model.cell", values: ["rnn", "gru", "lstm"] },
      { param: "init.recurrent.gain", from: 0, to: 2, count: 13 },
      { param: "task.unroll", from: 2, to: 100, count: 10, scale: "log" },
    ],
    metrics: trainedMetrics,
  },
};
