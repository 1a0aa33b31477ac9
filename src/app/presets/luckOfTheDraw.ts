// Seed against gain: how much of a small network's fate is the draw of its weights.

import type { Preset } from "./preset.ts";

export const luckOfTheDraw: Preset = {
  title: "Luck of the draw",
  group: "weights",
  story: [
    "Every column is another random draw of the weights of a network with four units; the gain runs upwards, over fifty steps.",
    "In a small network luck decides as much as the gain: at the same height one column vanishes while its neighbour explodes.",
    "Raise the hidden size in the form, and the columns come to agree.",
  ],
  points: [
    { label: "Seed 0, gain 1", at: [0, 40] },
    { label: "Seed 1, gain 1", at: [1, 40] },
    { label: "Seed 2, gain 1", at: [2, 40] },
  ],
  spec: {
    version: 1,
    name: "Seed × gain at H = 4",
    model: { cell: "rnn", activation: "tanh", hidden: 4 },
    task: { kind: "prices", unroll: 50 },
    axes: [
      { param: "seed", from: 0, to: 63, count: 64 },
      { param: "init.recurrent.gain", from: 0, to: 3, count: 121 },
    ],
    metrics: ["logGradientRatio", "logGradientNorm", "loss", "lyapunov"],
  },
};
