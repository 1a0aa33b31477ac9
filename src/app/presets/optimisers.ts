// Optimisers side by side, on the same networks: how much of a network's fate is the optimiser.

import type { Preset } from "./preset.ts";
import { scalarInit, trainedMetrics } from "./scalar.ts";

export const optimisers: Preset = {
  title: "Optimisers side by side",
  group: "training",
  story: [
    "The same networks three times: plain gradient descent, with a momentum of 0.9, and Adam; the feedback weight runs from left to right, the learning rate upwards.",
    "Momentum, whose steps add up to ten times as much, learns at rates ten times smaller, but throws more of the strong units on the flanks into saturation.",
    "Adam’s steps do not grow with the gradient: nothing diverges, and it frees saturated units, until too large a rate saturates them for good.",
  ],
  points: [
    { label: "SGD, weight 1.8", at: [76, 36, 0] },
    { label: "Momentum, weight 1.8", at: [76, 36, 1] },
    { label: "Adam, weight 1.8", at: [76, 36, 2] },
  ],
  spec: {
    version: 1,
    name: "Optimisers: learning rate × feedback weight",
    mode: "training",
    model: { cell: "rnn", activation: "tanh", hidden: 1 },
    task: { kind: "prices", unroll: 8 },
    init: scalarInit,
    training: { optimizer: "sgd", momentum: 0.9, steps: 300, targetLoss: 0.03 },
    axes: [
      { param: "init.recurrent.value", from: -2, to: 2, count: 81 },
      { param: "training.learningRate", from: 0.001, to: 10, count: 61, scale: "log" },
      { param: "training.optimizer", values: ["sgd", "momentum", "adam"] },
    ],
    metrics: trainedMetrics,
  },
};
