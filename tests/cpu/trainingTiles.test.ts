// Whole sweeps of training runs on the CPU: against the reference, and bit-equal whatever the tiles, threads and neighbours.

import { expect, test } from "vitest";
import { type OptimizerName, optimizers } from "../../src/model/optimizers/index.ts";
import type { SweepSpec } from "../../src/sweep/spec.ts";
import { limited, openedFor, resultsOf, reversed } from "../pairs/engines.ts";
import { mixedSweeps } from "../pairs/mixedTraining.ts";
import { trainingSpec } from "../pairs/trainingRuns.ts";
import { mostDiverge, trainingTiles } from "../pairs/trainingTiles.ts";
import { engineOn, openEngine, sabotaged } from "./engine.ts";
import { openPool } from "./pool.ts";

trainingTiles(openEngine);

const engine = openedFor(openEngine);

test("networks that diverge leave their slots to others; those that run on come to right results", async () => {
  await mostDiverge(engine());
});

/** Neighbours of unlike length: their slots become free one by one, and the last run moves to where one has ended. */
const uneven = (hidden: number, optimizer: OptimizerName): SweepSpec =>
  trainingSpec({
    model: { hidden },
    task: { kind: "adding", unroll: 4, batch: 5, testBatch: 3 },
    init: { bias: 0.1 },
    training: { optimizer, momentum: 0.8, learningRate: 0.05 },
    axes: [
      { param: "init.recurrent.gain", values: [0.5, 1, 2] },
      { param: "training.steps", values: [1, 9, 2, 7, 12, 3, 8, 5, 40, 6, 4] },
    ],
  });
const unevenSweeps = [1, 2, 3, 8, 9].flatMap((hidden) =>
  (Object.keys(optimizers) as OptimizerName[]).map(
    (optimizer) => [`unlike lengths, H = ${hidden}, ${optimizer}`, uneven(hidden, optimizer)] as const,
  ),
);

for (const [name, spec] of [...mixedSweeps, ...unevenSweeps]) {
  test(`${name}: results are bit-equal however runs are tiled, ordered and spread over threads`, async () => {
    const whole = limited(spec, 1000);
    expect(whole.tiles).toHaveLength(1);
    const expected = await resultsOf(engine(), whole);
    const small = limited(spec, 5);
    expect(await resultsOf(engine(), small), "small tiles").toEqual(expected);
    expect(await resultsOf(engine(), reversed(small)), "tiles reversed").toEqual(expected);
    expect(await resultsOf(engine(), limited(spec, 1)), "one by one").toEqual(expected);
    const pool = await openPool();
    expect(await resultsOf(pool, small), "three threads").toEqual(expected);
    pool.close();
  });
}

test("control: a run that is not taken along to another slot is told from one that is", async () => {
  const passage = "memory.copy(addressOf(to), addressOf(from), slotTape);";
  const wrong = await engineOn(sabotaged("index.ts", passage, ""));
  const spec = uneven(3, "adam");
  const alone = await resultsOf(wrong, limited(spec, 1));
  expect(await resultsOf(wrong, limited(spec, 1000))).not.toEqual(alone);
  wrong.close();
});
