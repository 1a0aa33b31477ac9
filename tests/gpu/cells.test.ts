// The GPU's cells with gates against the reference, and controls: faults in their shaders must be caught.

import { expect, test } from "vitest";
import { alwaysRunning } from "../../src/engine/engine.ts";
import type { CellName } from "../../src/model/cells/index.ts";
import { cellPairs } from "../pairs/cellPairs.ts";
import { failures } from "../pairs/compare.ts";
import { planFor, specOf, wholeTile } from "../pairs/engines.ts";
import { tileFailures } from "../pairs/gradientFaults.ts";
import { metricDifferences } from "../pairs/trainingCompare.ts";
import { reference as story, trainingSpec } from "../pairs/trainingRuns.ts";
import { openEngine, sabotaged } from "./adapter.ts";

cellPairs(openEngine, {
  // Compiling is what takes long: training meets the sizes whose gradient programs are there already. Several networks of
  // several units in a workgroup are what the sequences of different lengths have, in both modes.
  sizes: [1, 33, 128],
  // The widest networks take half a minute for ten steps: they show that their size fits, the others that lengths do.
  fits: (hidden, unroll) => unroll * hidden <= 400,
  trained: [
    [1, "sgd"],
    [33, "momentum"],
  ],
});

const small = (cell: CellName) =>
  specOf({ model: { cell, hidden: 1 }, task: { unroll: 4 }, init: { bias: 0.1 }, seed: 3 });

const faults: readonly [cell: CellName, what: string, passage: string, replacement: string][] = [
  [
    "lstm",
    "the forget gate left out of the cell's gradient",
    "(dc, seen.value[LSTM_F])",
    "(dc, seen.value[LSTM_I])",
  ],
  [
    "lstm",
    "gates in another order of rows",
    "const LSTM_F = 1u;\nconst LSTM_G = 2u;",
    "const LSTM_F = 2u;\nconst LSTM_G = 1u;",
  ],
  ["gru", "the reset gate left out of the recurrent gradient", "scaledTimes4(toN, seen.value[GRU_R])", "toN"],
  [
    "gru",
    "the update gate taken the other way",
    "scaledTimes4(seen.rest, n)",
    "scaledTimes4(seen.value[GRU_Z], n)",
  ],
];
for (const [cell, what, passage, replacement] of faults) {
  test(`control: ${cell} with ${what} is caught`, async () => {
    const wrong = await openEngine(sabotaged(`cells/${cell}.wgsl`, passage, replacement));
    expect(await tileFailures(wrong, small(cell))).toBeGreaterThan(0);
    wrong.close();
  });
}

test("control: cells as they are pass that comparison", async () => {
  const engine = await openEngine();
  for (const cell of new Set(faults.map(([of]) => of)))
    expect(await tileFailures(engine, small(cell))).toBe(0);
});

const trainingFaults: readonly [cell: CellName, what: string, passage: string, replacement: string][] = [
  ["lstm", "the cell's own path left out of training", "step.direct[1] = dc * seen.value[LSTM_F];", ""],
  [
    "gru",
    "a wrong share of the candidate in training",
    "let rest = seen.slope[GRU_Z]",
    "let rest = 0.5 * seen.slope[GRU_Z]",
  ],
];
for (const [cell, what, passage, replacement] of trainingFaults) {
  test(`control: ${cell} with ${what} is caught`, async () => {
    const wrong = await openEngine(sabotaged(`cells/${cell}.wgsl`, passage, replacement));
    const spec = trainingSpec({
      model: { cell, hidden: 1 },
      task: { unroll: 5 },
      init: { forgetBias: 1 },
      training: { learningRate: 0.2, steps: 15 },
    });
    // A tile, not an inspection, which would have to compile the gradient's kernels besides.
    const plan = planFor(wrong, spec);
    const { metrics } = await wrong.run(plan, wholeTile(plan), alwaysRunning);
    const given = Object.fromEntries(Object.entries(metrics).map(([name, values]) => [name, values[0]]));
    const caught = metricDifferences(given, await story(spec), spec.training.targetLoss);
    expect(failures(caught).length).toBeGreaterThan(0);
    wrong.close();
  });
}
