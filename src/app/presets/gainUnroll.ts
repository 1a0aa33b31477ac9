// The researcher's map: a wider network, whose gain plays the part of the feedback weight.

import type { Preset } from "./preset.ts";

export const gainUnroll: Preset = {
  title: "Gain × unroll, 32 units",
  group: "gradients",
  story: [
    "Thirty-two tanh units with normally drawn weights: the gain of the recurrent weights takes the place of the single weight.",
    "The border between vanishing and exploding lies near gain 1, where theory puts the edge of chaos for very wide networks.",
    "It is one draw of the weights: change the seed in the form and watch how far the border moves.",
  ],
  points: [
    { label: "Gain 0.5, 32 steps", at: [10, 31] },
    { label: "Gain 1.1, 48 steps", at: [34, 47] },
    { label: "Gain 2.5, 48 steps", at: [90, 47] },
  ],
  spec: {
    version: 1,
    name: "Gain × unroll at H = 32",
    model: { cell: "rnn", activation: "tanh", hidden: 32 },
    task: { kind: "prices", unroll: 32 },
    init: { recurrent: { kind: "normal", gain: 1 } },
    axes: [
      { param: "init.recurrent.gain", from: 0.25, to: 2.75, count: 101 },
      { param: "task.unroll", from: 1, to: 48, count: 48 },
    ],
    metrics: ["logGradientRatio", "logGradientNorm", "loss", "saturation"],
  },
};
