// Controls of training: each fault in the kernels must be caught by comparisons that the pair tests make.

import { expect, test } from "vitest";
import type { SweepSpec } from "../../src/sweep/spec.ts";
import { faultRuns, trainingFailures } from "../pairs/trainingFaults.ts";
import { trainingSpec } from "../pairs/trainingRuns.ts";
import { engineOn, sabotaged, sources } from "./engine.ts";

const { momentum, adam, clipped, threeSequences, plain } = faultRuns(3);
/** With sequences that training never sees, more of them than it does. */
const tested = trainingSpec({
  model: { hidden: 3 },
  task: { kind: "adding", unroll: 4, batch: 5, testBatch: 9 },
  init: { bias: 0.2 },
  training: { steps: 5 },
});
const chaotic = trainingSpec({
  model: { hidden: 2, activation: "relu" },
  task: { unroll: 6 },
  init: { bias: 0.5, recurrent: { kind: "constant", value: 1 } },
  training: { steps: 9, learningRate: 3 },
});
const runs = { momentum, adam, clipped, threeSequences, plain, tested, chaotic } satisfies Record<
  string,
  SweepSpec
>;

const sabotages: readonly (readonly [
  what: string,
  keyof typeof runs,
  path: string,
  passage: string,
  replacement: string,
])[] = [
  [
    "a dropped factor of the loss's derivative",
    "plain",
    "readout.ts",
    "2.0 / <f64>(batch",
    "1.0 / <f64>(batch",
  ],
  ["a moment that is not kept", "momentum", "optimizers/momentum.ts", "v128.store(velocity, u);", ""],
  [
    "a stale moment in the update",
    "momentum",
    "optimizers/momentum.ts",
    "f32x4.mul(learningRate, u)",
    "f32x4.mul(learningRate, gradient)",
  ],
  ["a first moment that is not kept", "adam", "optimizers/adam.ts", "v128.store(mean, newM);", ""],
  ["a second moment that is not kept", "adam", "optimizers/adam.ts", "v128.store(square, newV);", ""],
  [
    "Adam's averages taken for filled one step further than they are",
    "adam",
    "optimizers/optimizer.ts",
    "if (optimizer == Optimizer.adam) adamFill(filled);",
    "if (optimizer == Optimizer.adam) { adamFill(filled); adamFill(filled); }",
  ],
  [
    "a last step too few",
    "clipped",
    "training/statistics.ts",
    "step == load<i32>(settings, Settings.steps)",
    "step + 1 == load<i32>(settings, Settings.steps)",
  ],
  [
    "the first update left out",
    "clipped",
    "training/update.ts",
    "const largestParameter = updateParameters(",
    "const largestParameter: f32 = load<f64>(run, Run.step) < 1.5 ? 0 : updateParameters(",
  ],
  [
    "a clipped gradient without its factor",
    "clipped",
    "training/update.ts",
    "min(whole, clipNorm / (norm + epsilon))",
    "whole",
  ],
  ["gradients that are not cleared between steps", "clipped", "gradient.ts", "clearSums(slot);", ""],
  [
    "a bias that is not trained",
    "clipped",
    "training/update.ts",
    "gatherArray(slot, array, exponent, gradient);",
    "if (array != Sum.bias) gatherArray(slot, array, exponent, gradient);",
  ],
  [
    "weights whose blocks are those before the update",
    "plain",
    "training/update.ts",
    "blockWeights(slot);",
    "",
  ],
  [
    "the padding of a batch counted as a sequence",
    "threeSequences",
    "readout.ts",
    "f32x4.mul(f32x4.sub(y, target), mask)",
    "f32x4.sub(y, target)",
  ],
  [
    "a recurrent matrix taken transposed",
    "plain",
    "passage.ts",
    "(row * columns + j) * 4",
    "(j * columns + row) * 4",
  ],
  [
    "a state off by one step in the recurrent gradient",
    "plain",
    "forward.ts",
    "before + V, v128.load(before), tapeRow,",
    "now + V, v128.load(now), tapeRow,",
  ],
  [
    "δ that still wait at the end and are not added",
    "plain",
    "gradient.ts",
    "addWaiting(slot, tapeRow);",
    "",
  ],
  [
    "a lane dropped where a gradient's lanes come together",
    "plain",
    "finish.ts",
    "return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);",
    "return f32x4.extract_lane(pairs, 0);",
  ],
  [
    "the exponent of a loss lost",
    "chaotic",
    "training/number.ts",
    "store<f64>(at, <f64>(e + shift), 8);",
    "store<f64>(at, <f64>shift, 8);",
  ],
  [
    "a loss past a million times the first that has not diverged",
    "chaotic",
    "training/statistics.ts",
    "DIVERGED_LOSS_FACTOR: f64 = 1e6",
    "DIVERGED_LOSS_FACTOR: f64 = 1e300",
  ],
  [
    "the test's loss divided by the number of others",
    "tested",
    "training/training.ts",
    "terms(true)",
    "terms(false)",
  ],
  [
    "a test on the sequences of training",
    "tested",
    "training/training.ts",
    "let group = groups; group < groups + testGroups;",
    "let group = 0; group < testGroups;",
  ],
];

test("the kernels as they are, compiled as the faulty ones are, pass all comparisons of the controls", async () => {
  const engine = await engineOn(sources);
  for (const [name, spec] of Object.entries(runs)) expect(await trainingFailures(engine, spec), name).toBe(0);
  engine.close();
});

test.each(sabotages)("%s (%s) is caught", async (_, which, path, passage, replacement) => {
  const engine = await engineOn(sabotaged(path, passage, replacement));
  expect(await trainingFailures(engine, runs[which])).toBeGreaterThan(0);
  engine.close();
});
