// A training run does not depend on how it is cut: into single positions, in threes, anyhow; nor on its tile and neighbours.

import { expect, test } from "vitest";
import { alwaysRunning } from "../../src/engine/engine.ts";
import type { WebgpuEngine } from "../../src/engine/webgpu/webgpu.ts";
import { runPlan } from "../../src/lab/run.ts";
import { type OptimizerName, optimizers } from "../../src/model/optimizers/index.ts";
import { MemoryStore } from "../../src/store/memory.ts";
import { planSweep, type SweepPlan } from "../../src/sweep/plan.ts";
import type { SweepSpec } from "../../src/sweep/spec.ts";
import { openEngine, sabotaged, shaders } from "./adapter.ts";
import { trainingSpec } from "./trainingRuns.ts";

/** More positions than any run here has: a run in one piece. */
const WHOLE = 1e9;
/** Ways to cut a run at random, each with another seed. */
const RANDOM_WAYS = 12;

/** An engine whose submits hold what `next` says, asked anew each time. */
async function slicedEngine(sources = shaders) {
  const pace = { next: () => WHOLE };
  const slicing = {
    get fixedSteps() {
      return pace.next();
    },
  };
  return { engine: await openEngine(sources, slicing), pace };
}

/** Lengths of slices between 1 and 40, from a linear congruential generator. */
function randomly(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return 1 + Math.floor((state / 2 ** 32) ** 2 * 40);
  };
}

async function results(engine: WebgpuEngine, plan: SweepPlan) {
  const store = new MemoryStore(plan);
  await runPlan(plan, engine, alwaysRunning, (chunk) => void store.put(chunk));
  expect(store.doneCount).toBe(plan.networks);
  return store.metrics;
}

const limited = (spec: SweepSpec, maxNetworks: number) =>
  planSweep(spec, () => ({ maxNetworks, maxCost: 1e12, costPerNetwork: 1, costPerStep: 1 }));

/** Runs of different length, unroll, gain and learning rate, some of which diverge, in one tile. */
function mixed(hidden: number, optimizer: OptimizerName, activation: string): SweepSpec {
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

const cases: readonly [name: string, spec: SweepSpec][] = [
  ...[1, 3].flatMap((hidden) =>
    (Object.keys(optimizers) as OptimizerName[]).map(
      (optimizer) => [`H = ${hidden}, ${optimizer}`, mixed(hidden, optimizer, "tanh")] as [string, SweepSpec],
    ),
  ),
  ["H = 1, ReLU", mixed(1, "sgd", "relu")],
  ["H = 3, ReLU, two groups of sequences", grouped(3)],
];

for (const [name, spec] of cases) {
  test(`${name}: results are bit-equal however runs are cut, tiled and ordered`, async () => {
    const { engine, pace } = await slicedEngine();
    const whole = limited(spec, 1000);
    expect(whole.tiles).toHaveLength(1);
    const expected = await results(engine, whole);
    for (const size of [1, 2, 7]) {
      pace.next = () => size;
      expect(await results(engine, whole), `slices of ${size}`).toEqual(expected);
    }
    for (let way = 0; way < RANDOM_WAYS; way++) {
      pace.next = randomly(way);
      expect(await results(engine, whole), `way ${way}`).toEqual(expected);
    }
    const small = limited(spec, 5);
    expect(await results(engine, small), "small tiles").toEqual(expected);
    const reversed = small.tiles.toReversed().map((tile, index) => ({ ...tile, index }));
    expect(await results(engine, { ...small, tiles: reversed }), "tiles reversed").toEqual(expected);
    engine.close();
  });
}

test("control: a state that loses its carry or a moment between slices is told from one that does not", async () => {
  for (const [path, passage, hidden] of [
    ["training/lane.wgsl", "stateSetVector(unitAt + 4u * part, carry[part]);", 1],
    ["training/lane.wgsl", "stateSetFloat(stateAt + STATE_FILLED, filled.x);", 1],
  ] as const) {
    const { engine, pace } = await slicedEngine(sabotaged(path, passage, ""));
    const plan = limited(mixed(hidden, "adam", "tanh"), 1000);
    const expected = await results(engine, plan);
    pace.next = () => 3;
    expect(await results(engine, plan), passage).not.toEqual(expected);
    engine.close();
  }
});
