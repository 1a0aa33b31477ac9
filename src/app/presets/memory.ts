// Gain against unroll, each network trained to its target: how far back a small network can learn to remember.

import type { Preset } from "./preset.ts";
import { trainedMetrics } from "./scalar.ts";

export const memory: Preset = {
  title: "Learning to remember",
  group: "training",
  story: [
    "Eight tanh units learn whether any day was high, which today’s price alone does not tell: the target loss cannot be reached without a memory of the first day.",
    "The gain of the recurrent weights runs from left to right, the unroll upwards: the further back the first day lies, the fewer gains lead there, because at small ones its gradient vanishes on the way.",
    "At large gains the network is chaotic, and whether it learns is luck: switch the metric to steps to target, or change the seed.",
  ],
  points: [
    { label: "Vanishing: gain 0.3, 20 days", at: [6, 19] },
    { label: "Trained: gain 1, 20 days", at: [20, 19] },
    { label: "Chaotic: gain 2.5, 20 days", at: [50, 19] },
  ],
  spec: {
    version: 1,
    name: "Gain × unroll, trained to remember",
    mode: "training",
    model: { cell: "rnn", activation: "tanh", hidden: 8 },
    task: { kind: "prices", unroll: 20, cases: "everHigh" },
    init: { recurrent: { kind: "orthogonal", gain: 1 } },
    training: { optimizer: "adam", learningRate: 0.01, steps: 300, targetLoss: 0.01 },
    axes: [
      { param: "init.recurrent.gain", from: 0, to: 3, count: 61 },
      { param: "task.unroll", from: 1, to: 40, count: 40 },
    ],
    metrics: trainedMetrics,
  },
};
