// Small training runs in which a fault of the kernels must show, and how many comparisons of the pair tests an engine fails.

import { alwaysRunning, type Engine } from "../../src/engine/engine.ts";
import type { SweepSpec } from "../../src/sweep/spec.ts";
import { failures } from "./compare.ts";
import { planFor, wholeTile } from "./engines.ts";
import { metricDifferences } from "./trainingCompare.ts";
import { reference, type Told, trainingSpec } from "./trainingRuns.ts";

/** Runs of a network of so many units, each of which shows faults of its own. */
export function faultRuns(hidden: number) {
  const run = (training: object): SweepSpec =>
    trainingSpec({
      model: { hidden },
      task: { unroll: 4 },
      init: { bias: 0.2 },
      training: { learningRate: 0.05, steps: 12, targetLoss: 0.05, ...training },
    });
  return {
    momentum: run({ optimizer: "momentum", momentum: 0.9 }),
    adam: run({ optimizer: "adam" }),
    clipped: run({ clipNorm: 0.05 }),
    threeSequences: trainingSpec({
      model: { hidden },
      init: { bias: 0.2 },
      task: {
        kind: "explicit",
        inputs: [
          [[0.3], [1]],
          [[1], [0.2]],
          [[0.7], [0.4]],
        ],
        targets: [[1], [0], [0.5]],
      },
      training: { steps: 12 },
    }),
    plain: trainingSpec({
      model: { hidden },
      task: { unroll: 4 },
      init: { bias: 0.2 },
      training: { steps: 12 },
      seed: 3,
    }),
  };
}

/** The reference's stories, each told once. */
const stories = new Map<SweepSpec, Promise<Told>>();
function storyOf(spec: SweepSpec): Promise<Told> {
  const told = stories.get(spec) ?? reference(spec);
  stories.set(spec, told);
  return told;
}

/**
 * How many of a run's metrics fail, which are a part of what the pair tests compare: what they catch, those catch too.
 * (A whole inspection would have to compile the gradient's kernels besides, for each fault anew.)
 */
export async function trainingFailures(engine: Engine, spec: SweepSpec): Promise<number> {
  const plan = planFor(engine, spec);
  const { metrics } = await engine.run(plan, wholeTile(plan), alwaysRunning);
  const given = Object.fromEntries(Object.entries(metrics).map(([name, values]) => [name, values[0]]));
  return failures(metricDifferences(given, await storyOf(spec), spec.training.targetLoss)).length;
}
