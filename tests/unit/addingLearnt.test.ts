// What gates are for: of two networks trained alike on the adding problem, the LSTM finds the rule and the RNN does not.
// The same start as bench/adding.json, over a shorter unroll.

import { expect, it } from "vitest";
import { LEARNT_ADDING } from "./bounds.ts";
import { inspect } from "./draw.ts";

const spec = (cell: string) => ({
  mode: "training",
  model: { cell, hidden: 4 },
  task: { kind: "adding", unroll: 20, batch: 128, testBatch: 128 },
  init: {
    recurrent: { kind: "orthogonal", gain: 0.1 },
    input: { kind: "normal", gain: 4 },
    bias: -4,
    forgetBias: 7,
  },
  training: { optimizer: "adam", learningRate: 0.05, clipNorm: 1, steps: 200, targetLoss: 0.03 },
});
it("the LSTM adds numbers that it has never seen, and the RNN does no better than a constant", async () => {
  const lstm = await inspect(spec("lstm"));
  expect(lstm.training?.outcomeName).toBe("converged");
  expect(lstm.metrics.testLoss).toBeLessThan(LEARNT_ADDING);
  const rnn = await inspect(spec("rnn"));
  expect(rnn.training?.outcomeName).not.toBe("converged");
  expect(rnn.metrics.testLoss).toBeGreaterThan(2 * LEARNT_ADDING);
}, 60_000);
