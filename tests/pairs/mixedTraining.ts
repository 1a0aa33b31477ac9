// Sweeps of training runs whose neighbours have little in common: what is cut, tiled or put side by side anyhow must come
// out of them the same, bit by bit.

import { type OptimizerName, optimizers } from "../../src/model/optimizers/index.ts";
import type { SweepSpec } from "../../src/sweep/spec.ts";
import { trainingSpec } from "./trainingRuns.ts";

/** Runs of different length, unroll, gain and learning rate, some of which diverge, in one tile. */
export function mixed(hidden: number, optimizer: OptimizerName, activation: string): SweepSpec {
  return trainingSpec({
    model: { hidden, activation },
    init: { bias: 0.1 },
    training: { optimizer, momentum: 0.8, clipNorm: activation === "tanh" ? 0.5 : null, steps: 5 },
    axes: [
      { param: "task.unroll", values: [1, 2, 5] },
      { param: "training.steps", values: [1, 3, 6] },
      { param: "init.recurrent.gain", values: [0.5, 2] },
      { param: "training.learningRate", values: [0.05, 30] },
    ],
  });
}

/** Five sequences, that is two groups of four, with wide inputs and outputs. */
function grouped(hidden: number): SweepSpec {
  const wave = (b: number, t: number, i: number) => Math.sin(b + 2 * t + 3 * i);
  const five = [0, 1, 2, 3, 4];
  return trainingSpec({
    model: { hidden, activation: "relu" },
    init: { bias: 0.3 },
    task: {
      kind: "explicit",
      inputs: five.map((b) => [0, 1, 2].map((t) => [wave(b, t, 0), wave(b, t, 1)])),
      targets: five.map((b) => [wave(b, 5, 0), wave(b, 5, 1)]),
      initialState: { h: five.map((b) => Array.from({ length: hidden }, (_, i) => wave(b, i, 2))) },
    },
    training: { optimizer: "adam", steps: 4 },
    axes: [{ param: "training.learningRate", values: [0.01, 0.1, 1] }],
  });
}

export const mixedSweeps: readonly [name: string, spec: SweepSpec][] = [
  ...[1, 3].flatMap((hidden) =>
    (Object.keys(optimizers) as OptimizerName[]).map(
      (optimizer) => [`H = ${hidden}, ${optimizer}`, mixed(hidden, optimizer, "tanh")] as [string, SweepSpec],
    ),
  ),
  ["H = 1, ReLU", mixed(1, "sgd", "relu")],
  ["H = 3, ReLU, two groups of sequences", grouped(3)],
];
