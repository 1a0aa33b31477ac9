// The unit that the lecture notes draw: nothing ever bounds its state, so the loss explodes with the gradient.

import type { Preset } from "./preset.ts";
import { scalar } from "./scalar.ts";

export const relu: Preset = {
  title: "The notes’ ReLU",
  group: "gradients",
  story: [
    "The same network with the notes’ ReLU: above weight 1 the state itself grows at every step, so gradient and loss explode together.",
    "Left of 0 the unit is off after one step and passes back exactly nothing (black: log10 of zero is −∞), which no amount of training can revive.",
    "Switch the metric to log10 loss: the explosion starts at the same weight.",
  ],
  points: [
    { label: "Dead: weight −0.5, 50 days", at: [120, 49] },
    { label: "Vanishing: weight 0.8, 50 days", at: [224, 49] },
    { label: "Exploding: weight 2, 100 days", at: [320, 99] },
  ],
  spec: {
    ...scalar.spec,
    name: "The notes' ReLU network × unroll",
    model: { cell: "rnn", activation: "relu", hidden: 1 },
  },
};
