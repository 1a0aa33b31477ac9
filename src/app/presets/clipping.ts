// Clipping norm against learning rate on a network whose gradient explodes (Pascanu, Mikolov and Bengio 2013).

import type { Preset } from "./preset.ts";
import { scalarInit, trainedMetrics } from "./scalar.ts";

export const clipping: Preset = {
  title: "Clipping the gradient",
  group: "training",
  story: [
    "The notes’ ReLU unit with a feedback weight of 1.5 and the price held for ten days: its gradient explodes, and one unclipped step throws the unit to where it is dead.",
    "From left to right gradients are clipped to ever larger norms (Pascanu et al. 2013), upwards the learning rate grows; what counts is how far one step may go, so the good band is a diagonal.",
    "Right of it the first step destroys the network, left of it the steps are too small to arrive in time.",
  ],
  points: [
    { label: "Clipped and trained", at: [60, 75] },
    { label: "Hardly clipped: dead", at: [110, 75] },
    { label: "Too short steps", at: [20, 75] },
    { label: "Too large steps", at: [80, 112] },
  ],
  spec: {
    version: 1,
    name: "Clipping norm × learning rate",
    mode: "training",
    model: { cell: "rnn", activation: "relu", hidden: 1 },
    task: { kind: "prices", unroll: 10, between: "hold" },
    init: { ...scalarInit, recurrent: { kind: "constant", value: 1.5 } },
    training: { optimizer: "sgd", steps: 300, targetLoss: 0.07, clipNorm: 1 },
    axes: [
      { param: "training.clipNorm", from: 0.001, to: 100000, count: 161, scale: "log" },
      { param: "training.learningRate", from: 0.0001, to: 10, count: 121, scale: "log" },
    ],
    metrics: trainedMetrics,
  },
};
