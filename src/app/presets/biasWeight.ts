// Bias against weight: a bias moves the unit along its curve, and saturation kills what the weight would amplify.

import type { Preset } from "./preset.ts";
import { scalarInit, scalarMetrics } from "./scalar.ts";

export const biasWeight: Preset = {
  title: "Bias × weight",
  group: "gradients",
  story: [
    "Fifty days, one tanh unit: the feedback weight runs from left to right, the bias upwards.",
    "A bias pushes the unit into the flat part of tanh, so even a weight of 2 stops exploding as soon as the bias leaves 0.",
    "Switch the metric to saturation to see how far the unit is pushed.",
  ],
  points: [
    { label: "Bias 0, weight 1.5", at: [140, 80] },
    { label: "Bias 0.5, weight 1.5", at: [140, 100] },
    { label: "Bias 0.5, weight −1.5", at: [20, 100] },
  ],
  spec: {
    version: 1,
    name: "Bias × feedback weight",
    model: { cell: "rnn", activation: "tanh", hidden: 1 },
    task: { kind: "prices", unroll: 50 },
    init: scalarInit,
    axes: [
      { param: "init.recurrent.value", from: -2, to: 2, count: 161 },
      { param: "init.bias", from: -2, to: 2, count: 161 },
    ],
    metrics: scalarMetrics,
  },
};
