// The first visit: one unit, one feedback weight, every unroll length up to 100 days.

import { trainingMetrics } from "../../model/metrics/index.ts";
import type { Preset } from "./preset.ts";

/** The initialisation of the notes' network: input and output weights 1, only the feedback weight varies. */
export const scalarInit = {
  recurrent: { kind: "constant", value: 1 },
  input: { kind: "constant", value: 1 },
  readout: { kind: "constant", value: 1 },
  bias: 0,
};

/** What is measured of the notes' network. */
export const scalarMetrics = ["logGradientRatio", "logGradientNorm", "loss", "logLoss", "saturation"];

/** What is measured of a training run, its outcome first: it is what the map shows. */
export const trainedMetrics = Object.keys(trainingMetrics);

export const scalar: Preset = {
  title: "One feedback weight",
  group: "gradients",
  story: [
    "Every pixel is one small recurrent network: its feedback weight runs from left to right, and upwards it is unrolled over more and more days.",
    "In the purple middle (weight between −1 and 1) the gradient shrinks at every step back through time and vanishes; in the orange flanks it grows at every step and explodes.",
    "Only along the thin pale seams at −1 and 1 does it survive, and the longer the unroll, the thinner they get: that is why long memories are hard to train.",
  ],
  points: [
    { label: "Vanishing: weight 0.5, 50 days", at: [200, 49] },
    { label: "Preserved: weight 1, 50 days", at: [240, 49] },
    { label: "Exploding: weight 1.5, 50 days", at: [280, 49] },
  ],
  spec: {
    version: 1,
    name: "One feedback weight × unroll",
    model: { cell: "rnn", activation: "tanh", hidden: 1 },
    task: { kind: "prices", unroll: 50 },
    init: scalarInit,
    axes: [
      { param: "init.recurrent.value", from: -2, to: 2, count: 321 },
      { param: "task.unroll", from: 1, to: 100, count: 100 },
    ],
    metrics: scalarMetrics,
  },
};
