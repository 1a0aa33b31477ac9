// The border of trainability: learning rate against feedback weight, for the scalar network (after Sohl-Dickstein 2024).

import type { Preset } from "./preset.ts";
import { scalarInit, trainedMetrics } from "./scalar.ts";

export const fractal: Preset = {
  title: "The border of trainability",
  group: "training",
  story: [
    "Every pixel is one linear unit, trained for 300 steps: its feedback weight at the start runs from left to right, the learning rate upwards.",
    "Below the border it learns, above it each step is larger than the last and the loss diverges; the border between them is a fractal (Sohl-Dickstein 2024): bring the ends of both axes together around any piece of it, and it grows as rich again.",
    "Switch the metric to mean loss to see how close to the border training slows down.",
  ],
  points: [
    { label: "Trained", at: [160, 60] },
    { label: "At the border: bouncing", at: [147, 131] },
    { label: "At the border: trained", at: [220, 131] },
    { label: "Two pixels below: diverged", at: [220, 129] },
  ],
  spec: {
    version: 1,
    name: "Learning rate × feedback weight",
    mode: "training",
    model: { cell: "rnn", activation: "identity", hidden: 1 },
    task: { kind: "prices", unroll: 3 },
    init: scalarInit,
    training: { optimizer: "sgd", steps: 300, targetLoss: 0.07 },
    axes: [
      { param: "init.recurrent.value", from: -2.4, to: 2.4, count: 321 },
      { param: "training.learningRate", from: 0.1, to: 1.2, count: 161, scale: "log" },
    ],
    metrics: trainedMetrics,
  },
};
