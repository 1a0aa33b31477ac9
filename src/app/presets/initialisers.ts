// Initialisers side by side: how wide the band of usable gains is, not only where it lies.

import type { Preset } from "./preset.ts";

export const initialisers: Preset = {
  title: "Orthogonal against normal",
  group: "weights",
  story: [
    "One row per initialiser of the recurrent weights, sixteen linear units, fifty steps; the gain runs from left to right.",
    "An orthogonal or identity matrix keeps every direction’s length, so its gradient is preserved at gain 1 exactly.",
    "Normal, uniform and Xavier draws stretch some directions and shrink others, and meet the pale band elsewhere.",
  ],
  points: [
    { label: "Orthogonal, gain 1", at: [80, 0] },
    { label: "Normal, gain 1", at: [80, 2] },
    { label: "Orthogonal, gain 1.2", at: [112, 0] },
  ],
  spec: {
    version: 1,
    name: "Initialisers by gain at H = 16",
    model: { cell: "rnn", activation: "identity", hidden: 16 },
    task: { kind: "prices", unroll: 50 },
    init: { recurrent: { kind: "orthogonal", gain: 1 } },
    axes: [
      { param: "init.recurrent.gain", from: 0.5, to: 1.5, count: 161 },
      {
        param: "init.recurrent.kind",
        values: ["orthogonal", "identity", "normal", "uniform", "xavier"],
      },
    ],
    metrics: ["logGradientRatio", "logGradientNorm", "logLoss"],
  },
};
