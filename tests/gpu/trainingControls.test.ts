// Controls: each fault in the training kernel must be caught by comparisons that the pair tests make.

import { expect, test } from "vitest";
import { alwaysRunning } from "../../src/engine/engine.ts";
import type { SweepSpec } from "../../src/sweep/spec.ts";
import { planFor } from "../pairs/engines.ts";
import { faultRuns, trainingFailures } from "../pairs/trainingFaults.ts";
import { openEngine, sabotaged } from "./adapter.ts";

const { momentum, adam, clipped, threeSequences } = faultRuns(1);
const wide = faultRuns(3).plain;

const sabotages: readonly [
  what: string,
  spec: SweepSpec,
  path: string,
  passage: string,
  replacement: string,
][] = [
  [
    "a dropped factor of the loss's derivative",
    clipped,
    "training/readout.wgsl",
    "2.0 / f32(BATCH",
    "1.0 / f32(BATCH",
  ],
  [
    "a moment that is not kept",
    momentum,
    "training/update.wgsl",
    "stateSetFloat(at, updated.moments.x);",
    "",
  ],
  [
    "a second moment that is not kept",
    adam,
    "training/update.wgsl",
    "stateSetFloat(at + PARAMETERS, updated.moments.y);",
    "",
  ],
  [
    "a stale moment in the update",
    momentum,
    "optimizers/momentum.wgsl",
    "learningRate * velocity",
    "learningRate * moments.x",
  ],
  [
    "Adam's averages taken for filled one step further than they are",
    adam,
    "training/update.wgsl",
    "let step = OptimizerStep(network.learningRate, network.momentum, filled);",
    "let step = OptimizerStep(network.learningRate, network.momentum, optimizerFill(filled));",
  ],
  [
    "a last step too few",
    clipped,
    "training/statistics.wgsl",
    "step == network.steps",
    "step + 1u == network.steps",
  ],
  [
    "the first update left out",
    clipped,
    "training/update.wgsl",
    "if (running) {",
    "if (running && statistics.step > 0u) {",
  ],
  [
    "a clipped gradient without its factor",
    clipped,
    "training/update.wgsl",
    "let size = factor.mantissa * scaledPower1(gradientExponent + max(shift, -1000) + factor.exponent)",
    "let size = scaledPower1(gradientExponent + max(shift, -1000))",
  ],
  [
    "gradients that are not cleared between steps",
    clipped,
    "training/update.wgsl",
    "  updateClearGradients();\n}",
    "}",
  ],
  [
    "a bias that is not trained",
    clipped,
    "training/update.wgsl",
    "bias[q] = updateOne(bias[q],",
    "_ = updateOne(bias[q],",
  ],
  ["the padding of a batch counted as a sequence", threeSequences, "training/readout.wgsl", "* mask", ""],
  [
    "a recurrent matrix that is not transposed",
    wide,
    "training/exchange/units.wgsl",
    "sum += stateFloat(at + j * HIDDEN)",
    "sum += weightHh[q * HIDDEN + j]",
  ],
  [
    "a state off by one step in the recurrent gradient",
    wide,
    "training/backward.wgsl",
    "exchangeGiveDelta(step.recurrent, before.state[0],",
    "exchangeGiveDelta(step.recurrent, seen.state[0],",
  ],
];

test("the shaders as they are pass all comparisons of the controls", async () => {
  const engine = await openEngine();
  for (const spec of [momentum, adam, clipped, threeSequences, wide])
    expect(await trainingFailures(engine, spec)).toBe(0);
  engine.close();
});

for (const [what, spec, path, passage, replacement] of sabotages) {
  test(`${what} is caught`, async () => {
    const engine = await openEngine(sabotaged(path, passage, replacement));
    expect(await trainingFailures(engine, spec)).toBeGreaterThan(0);
    engine.close();
  });
}

test("results without their canaries are refused, whether the first or the last is missing", async () => {
  for (const passage of [
    "results[at] = CANARY ^ network.place;",
    "results[at + RESULT_LAST_AT] = ~(CANARY ^ network.place);",
  ]) {
    const engine = await openEngine(sabotaged("training/statistics.wgsl", passage, ""));
    const axes = [{ param: "init.recurrent.gain", from: 0, to: 1, count: 3 }];
    const plan = planFor(engine, { ...clipped, axes });
    await expect(engine.run(plan, { ...plan.tiles[0], count: [3, 1] }, alwaysRunning)).rejects.toThrow(
      "canary",
    );
    engine.close();
  }
});
