// Whole sweeps of training runs on an engine: every axis means what its field means, each network comes out as it does
// alone, and networks that have diverged take nothing of those that run on.

import { expect, test } from "vitest";
import { alwaysRunning, type Engine, type RunControl } from "../../src/engine/engine.ts";
import { ReferenceEngine } from "../../src/engine/reference.ts";
import type { TrainingMetricName } from "../../src/model/metrics/index.ts";
import { outcomes } from "../../src/model/training/outcome.ts";
import { specAt } from "../../src/sweep/axis.ts";
import type { Chunk } from "../../src/sweep/chunk.ts";
import { metricsOf } from "../../src/sweep/metricsOf.ts";
import type { SweepPlan } from "../../src/sweep/plan.ts";
import type { SweepSpec } from "../../src/sweep/spec.ts";
import { LOG_BOUND, TRAINING_BOUND, TRAINING_FLOOR } from "./bounds.ts";
import { type Open, openedFor, planFor, resultsOf, wholeTile } from "./engines.ts";
import { atThreshold } from "./trainingCompare.ts";
import { partingOf, reference, scalarRun, told, trainingSpec } from "./trainingRuns.ts";

const names = metricsOf(trainingSpec({})) as TrainingMetricName[];
const logarithms: readonly string[] = ["peakLogGradientNorm"];
/** Metrics that are decisions: equal, or the run stood at a threshold. */
const decisions: readonly string[] = ["outcome", "stepsToTarget"];

/** A small network whose run depends on everything that can be an axis. */
const base = {
  model: { hidden: 1 },
  task: { unroll: 4 },
  init: { bias: 0.1 },
  training: {
    optimizer: "momentum",
    learningRate: 0.2,
    momentum: 0.5,
    clipNorm: 0.3,
    steps: 30,
    targetLoss: 0.1,
  },
};
const sweeps: readonly [name: string, axes: object[], more?: object][] = [
  [
    "learning rate × recurrent gain",
    [
      { param: "training.learningRate", from: 0.01, to: 3, count: 5, scale: "log" },
      { param: "init.recurrent.gain", from: 0, to: 3, count: 4 },
    ],
  ],
  [
    "steps × unroll",
    [
      { param: "training.steps", values: [1, 2, 17, 60] },
      { param: "task.unroll", values: [1, 2, 9] },
    ],
  ],
  [
    "clip norm × momentum",
    [
      { param: "training.clipNorm", values: [0, 0.005, 0.05, 1e6] },
      { param: "training.momentum", from: 0, to: 0.95, count: 3 },
    ],
  ],
  [
    "target loss × bias",
    [
      { param: "training.targetLoss", values: [0, 0.02, 0.15, 0.5] },
      { param: "init.bias", values: [-1, 0, 1] },
    ],
  ],
  [
    "optimisers side by side",
    [
      { param: "training.optimizer", values: ["sgd", "momentum", "adam"] },
      { param: "training.learningRate", values: [0.01, 0.1] },
    ],
    { model: { hidden: 3 }, replicates: 2 },
  ],
];

/** The spec and replicate of network n of a plan. */
function networkOf(plan: SweepPlan, n: number): { spec: SweepSpec; replicate: number } {
  const indices: number[] = [];
  let rest = n;
  for (const size of plan.shape.toReversed()) {
    indices.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  const replicate = indices.pop() ?? 0;
  return { spec: specAt(plan.spec, indices), replicate };
}

export function trainingTiles(open: Open): void {
  const engine = openedFor(open);
  const planned = (spec: SweepSpec) => planFor(engine(), spec);

  for (const [name, axes, more] of sweeps) {
    test(`${name}: every network of the sweep trains as the reference's does`, async () => {
      const plan = planned(trainingSpec({ ...base, ...more, axes }));
      const [actual, expected] = [
        await resultsOf(engine(), plan),
        await resultsOf(new ReferenceEngine(), plan),
      ];
      let [compared, beyond] = [0, 0];
      const wrong: string[] = [];
      const seen = new Set<string>();
      for (let n = 0; n < plan.networks; n++) {
        const { spec, replicate } = networkOf(plan, n);
        seen.add(JSON.stringify(names.map((metric) => String(expected.get(metric)?.[n]))));
        if (partingOf(spec, replicate) !== null) {
          beyond++;
          continue;
        }
        const undecided = atThreshold(await reference(spec, replicate), spec.training.targetLoss);
        for (const metric of names) {
          const [given, value] = [
            actual.get(metric)?.[n] ?? Number.NaN,
            expected.get(metric)?.[n] ?? Number.NaN,
          ];
          if (Object.is(given, value) || (undecided && decisions.includes(metric))) continue;
          const error = logarithms.includes(metric)
            ? Math.abs(given - value) / LOG_BOUND
            : Math.abs(given - value) / Math.max(value, TRAINING_FLOOR) / TRAINING_BOUND;
          if (decisions.includes(metric) || !(error <= 1))
            wrong.push(`${metric} of ${n}: ${given} for ${value}`);
        }
        compared++;
      }
      console.info(
        `${name}: ${compared} networks compared, ${beyond} beyond the horizon, ${seen.size} different`,
      );
      expect(wrong).toEqual([]);
      expect(compared).toBeGreaterThan(plan.networks / 2);
      // Control: the axes change something at most of its points, so the right networks were compared.
      expect(seen.size).toBeGreaterThan(plan.networks / 2);
    });
  }

  test("a network alone trains bit by bit as it does in its tile", async () => {
    const plan = planned(trainingSpec({ ...base, axes: sweeps[0][1] }));
    const inTile = await resultsOf(engine(), plan);
    for (const n of [0, 7, 19]) {
      const { spec } = networkOf(plan, n);
      const alone = told(await engine().inspect(spec, 0));
      for (const metric of names)
        expect(alone.metrics[metric], `${metric} of ${n}`).toBe(inTile.get(metric)?.[n]);
    }
  });
}

/** Runs of which nine in ten diverge within a few steps; those that run on must come to the reference's end. */
export async function mostDiverge(engine: Engine, control: RunControl = alwaysRunning): Promise<void> {
  const axes = [
    { param: "training.learningRate", values: [0.05, ...Array.from({ length: 9 }, (_, i) => 50 + i)] },
    { param: "init.recurrent.value", from: 0.1, to: 0.9, count: 60 },
  ];
  const spec = scalarRun(0.5, { steps: 2100, targetLoss: 0 }, { unroll: 4, activation: "identity", axes });
  const plan = planFor(engine, spec);
  const actual = await engine.run(plan, wholeTile(plan), control);
  const expected = await new ReferenceEngine().run(plan, wholeTile(plan), alwaysRunning);
  const outcomesOf = ({ metrics }: Chunk) => [...(metrics.outcome ?? [])];
  expect(outcomesOf(actual)).toEqual(outcomesOf(expected));
  expect(outcomesOf(expected).filter((value) => value === outcomes.diverged.value).length).toBe(540);
  // Of those that ran on, 2100 steps: the sum of losses is kept in parts, and none of them may be lost.
  for (const metric of ["finalLoss", "bestLoss", "meanLoss"] as const) {
    const given = actual.metrics[metric] ?? [];
    expect(given.every((loss) => !Number.isNaN(loss))).toBe(true);
    for (const [n, loss] of (expected.metrics[metric] ?? []).slice(0, 60).entries()) {
      expect(
        Math.abs(given[n] - loss) / Math.max(loss, TRAINING_FLOOR),
        `${metric} of ${n}`,
      ).toBeLessThanOrEqual(TRAINING_BOUND);
    }
  }
}
