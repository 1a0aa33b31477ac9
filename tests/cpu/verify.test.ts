// What the engine cpu computes is found to agree when it is verified, on sweeps with everything that makes float32 and float64
// part; and one of its numbers altered is found.

import { expect, test } from "vitest";
import { alwaysRunning } from "../../src/engine/engine.ts";
import { recompute } from "../../src/lab/verify/recompute.ts";
import { verifyText } from "../../src/lab/verify/report.ts";
import { verifyResults } from "../../src/lab/verify/verify.ts";
import { gradientMetrics } from "../../src/model/metrics/index.ts";
import { openedFor, planFor, resultsOf, specOf } from "../pairs/engines.ts";
import { StoredArrays } from "../unit/verify/stored.ts";
import { openEngine } from "./engine.ts";

const engine = openedFor(openEngine);
const gainAndUnroll = [
  { param: "init.recurrent.gain", from: 0, to: 3, count: 24 },
  { param: "task.unroll", from: 1, to: 90, count: 12 },
];
const scalar = { recurrent: { kind: "constant", value: 1 }, input: { kind: "constant", value: 1 } };
const metrics = Object.keys(gradientMetrics);

test.each([
  [
    "ReLUs, whose kinks rounding may turn",
    { model: { hidden: 8, activation: "relu" }, axes: gainAndUnroll, metrics },
  ],
  [
    "tanh, chaotic where gains are large",
    { model: { hidden: 6 }, init: { bias: 0.1 }, axes: gainAndUnroll, metrics },
  ],
  [
    "training runs from calm to diverging",
    {
      mode: "training",
      model: { hidden: 1 },
      task: { unroll: 10 },
      init: scalar,
      training: { optimizer: "adam", steps: 60, clipNorm: 1 },
      axes: [
        { param: "training.learningRate", from: 0.001, to: 10, count: 16, scale: "log" },
        { param: "init.recurrent.value", from: -3, to: 3, count: 16 },
      ],
    },
  ],
])(
  "%s: a sweep of the engine cpu agrees with the reference, and not with one number altered",
  async (_, given) => {
    const plan = planFor(engine(), specOf(given));
    const results = new StoredArrays(plan, await resultsOf(engine(), plan));
    const check = (stored: StoredArrays) =>
      verifyResults(stored, {
        points: 120,
        seed: 3,
        referenceRun: (spec, replicate) => recompute(spec, replicate, alwaysRunning),
      });
    const report = await check(results);
    console.info(verifyText(report));
    expect(report.verdict, verifyText(report)).toBe("agrees");
    expect(report.inside).toBeGreaterThan(40);
    const { metric, worst } = report.metrics.find((one) => one.worst !== null) ?? report.metrics[0];
    const [i, j] = worst?.indices ?? [0, 0];
    const altered = await check(results.withOne(metric, i * plan.shape[1] + j, (x) => x + 0.01));
    expect([altered.verdict, altered.disagreeing]).toEqual(["disagrees", 1]);
  },
);
