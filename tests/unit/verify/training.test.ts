// Verification in mode training: inside the horizon of each run number by number, outcomes by their codes, and what hangs on
// rounding by nothing.

import { beforeAll, describe, expect, it } from "vitest";
import { FEWEST_NETWORKS } from "../../../src/lab/verify/distribution.ts";
import { verifyText } from "../../../src/lab/verify/report.ts";
import { type TrainingMetricName, trainingMetrics } from "../../../src/model/metrics/index.ts";
import { honest, honestTwin, passedOff, remembered, type StoredArrays, verify } from "./stored.ts";

const sweep = {
  mode: "training",
  model: { hidden: 2 },
  task: { kind: "latch", unroll: 6, batch: 4, testBatch: 4 },
  training: { steps: 40, targetLoss: 0.9, momentum: 0.5, optimizer: "momentum" },
  axes: [
    { param: "training.learningRate", from: 0.01, to: 1, count: 6, scale: "log" },
    { param: "init.recurrent.gain", from: 0.5, to: 1.5, count: 4 },
  ],
};
const names = Object.keys(trainingMetrics) as TrainingMetricName[];
let stored: StoredArrays;
beforeAll(async () => {
  stored = await honest(sweep);
}, 60_000);

describe("an honest store of trained networks", { timeout: 60_000 }, () => {
  it("agrees, its outcomes among them", async () => {
    const report = await verify(stored);
    expect(report.verdict, verifyText(report)).toBe("agrees");
    expect(report.inside).toBeGreaterThan(20);
    const outcome = report.metrics.find(({ metric }) => metric === "outcome");
    expect(outcome?.compared).toBeGreaterThan(10);
    expect(outcome?.undecided).toBe(report.inside - (outcome?.compared ?? 0));
    // More than one outcome is there to be told apart.
    expect(new Set(stored.of("outcome")).size).toBeGreaterThan(1);
  });

  it.each(names)("is found out by one number of %s", async (metric) => {
    const { axes } = stored;
    const flats = [...stored.of(metric).keys()];
    const reference = await Promise.all(
      flats.map((flat) => {
        const [i, j] = [Math.floor(flat / axes[1].values.length), flat % axes[1].values.length];
        const [learningRate, gain] = [axes[0].values[i], axes[1].values[j]];
        const { training, init } = stored.spec;
        const at = {
          ...stored.spec,
          training: { ...training, learningRate: Number(learningRate) },
          init: { ...init, recurrent: { kind: "normal", gain: Number(gain) } },
        };
        return remembered(at as StoredArrays["spec"], 0);
      }),
    );
    // One whose numbers are all compared.
    const flat = flats.find((n) => reference[n].isDecided && reference[n].spread < 1e-4) ?? -1;
    const faults: ((x: number) => number)[] =
      metric === "outcome" || metric === "stepsToTarget"
        ? [(x) => x + 1, () => Number.NaN, (x) => (x === 0 ? 2 : 0)]
        : [
            (x) => x * 1.001 + Math.sign(x) * 1e-3,
            (x) => -x,
            () => Number.POSITIVE_INFINITY,
            () => Number.NaN,
          ];
    for (const fault of faults) {
      const wrong = stored.withOne(metric, flat, fault);
      if (Object.is(wrong.of(metric)[flat], stored.of(metric)[flat])) continue;
      const report = await verify(wrong);
      expect([report.verdict, report.disagreeing], fault.toString()).toEqual(["disagrees", 1]);
      expect(report.disagreements[0].metric).toBe(metric);
    }
  });

  it("disagrees where it is of another seed, learning rate or optimiser", async () => {
    for (const other of [
      { ...sweep, seed: 5 },
      { ...sweep, training: { ...sweep.training, momentum: 0.4 } },
      { ...sweep, training: { ...sweep.training, optimizer: "sgd" } },
    ]) {
      expect((await verify(await passedOff(sweep, other), { points: 12 })).verdict).toBe("disagrees");
    }
  });
});

describe("runs at the border of trainability", { timeout: 60_000 }, () => {
  /** The linear scalar network of the notes where its training is chaotic. */
  const border = (learningRate: number) => ({
    mode: "training",
    model: { hidden: 1, activation: "identity" },
    task: { unroll: 2 },
    init: {
      recurrent: { kind: "normal", gain: 0.6 },
      input: { kind: "constant", value: 1 },
      readout: { kind: "constant", value: 1 },
    },
    training: { learningRate, steps: 100, targetLoss: 0 },
    replicates: 150,
    metrics: names.filter((name) => name !== "testLoss"),
  });

  it("agree by their distribution in float32, and disagree where they are those of a calmer learning rate", async () => {
    const twins = await honestTwin(border(0.52));
    const report = await verify(twins);
    expect(report.verdict, verifyText(report)).toBe("agrees");
    expect(report.beyond).toBeGreaterThan(FEWEST_NETWORKS);
    const calmer = await honestTwin(border(0.4));
    const places = new Set(report.beyondPoints.map(([at]) => at));
    const mixed = twins.with((metric, values) =>
      values.map((x, n) => (places.has(n) ? calmer.of(metric)[n] : x)),
    );
    const other = await verify(mixed);
    expect([other.verdict, other.disagreeing]).toEqual(["disagrees", 0]);
    const outcome = other.metrics.find(({ metric }) => metric === "outcome")?.distribution;
    expect(outcome?.kind).toBe("shares");
  });
});
