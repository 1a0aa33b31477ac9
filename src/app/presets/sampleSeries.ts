// The sample price series: how many days to look back, how fast to learn, and which cell; judged on days never seen.

import type { Preset } from "./preset.ts";

export const sampleSeries: Preset = {
  title: "A price series of your own",
  group: "data",
  story: [
    "Three cells learn to predict the next day of the sample series; drop a CSV file on the page, and they learn yours: it stays on this machine.",
    "The learning rate runs from left to right, the days looked back upwards; the colour is the loss on the last quarter of the days, which training never sees.",
    "Too small a rate has not learned yet, too large a rate bounces. In between all three find much the same, however far they look back: tomorrow’s price is nearly today’s.",
  ],
  points: [
    { label: "RNN, 8 days, rate 0.03", at: [0, 5, 4] },
    { label: "LSTM, 8 days, rate 0.03", at: [2, 5, 4] },
    { label: "LSTM, 64 days, rate 0.03", at: [2, 5, 8] },
  ],
  spec: {
    version: 1,
    name: "Sample series: learning rate × days looked back",
    mode: "training",
    model: { cell: "rnn", activation: "tanh", hidden: 4 },
    task: { kind: "series", unroll: 16, batch: 24, testBatch: 24 },
    init: { recurrent: { kind: "orthogonal", gain: 1 }, forgetBias: 2 },
    training: { optimizer: "adam", learningRate: 0.03, steps: 100, targetLoss: 0.002, clipNorm: 1 },
    axes: [
      { param: "model.cell", values: ["rnn", "gru", "lstm"] },
      { param: "training.learningRate", from: 0.001, to: 1, count: 11, scale: "log" },
      { param: "task.unroll", values: [1, 2, 3, 5, 8, 12, 20, 36, 64] },
    ],
    metrics: ["testLoss", "finalLoss", "outcome", "bestLoss", "stepsToTarget"],
  },
};
