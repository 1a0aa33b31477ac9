// A training run does not depend on how it is cut: into single positions, in threes, anyhow; nor on its tile and neighbours.

import { expect, test } from "vitest";
import { limited, resultsOf, reversed } from "../pairs/engines.ts";
import { mixed, mixedSweeps } from "../pairs/mixedTraining.ts";
import { openEngine, sabotaged, shaders } from "./adapter.ts";

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

for (const [name, spec] of mixedSweeps) {
  test(`${name}: results are bit-equal however runs are cut, tiled and ordered`, async () => {
    const { engine, pace } = await slicedEngine();
    const whole = limited(spec, 1000);
    expect(whole.tiles).toHaveLength(1);
    const expected = await resultsOf(engine, whole);
    for (const size of [1, 2, 7]) {
      pace.next = () => size;
      expect(await resultsOf(engine, whole), `slices of ${size}`).toEqual(expected);
    }
    for (let way = 0; way < RANDOM_WAYS; way++) {
      pace.next = randomly(way);
      expect(await resultsOf(engine, whole), `way ${way}`).toEqual(expected);
    }
    const small = limited(spec, 5);
    expect(await resultsOf(engine, small), "small tiles").toEqual(expected);
    expect(await resultsOf(engine, reversed(small)), "tiles reversed").toEqual(expected);
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
    const expected = await resultsOf(engine, plan);
    pace.next = () => 3;
    expect(await resultsOf(engine, plan), passage).not.toEqual(expected);
    engine.close();
  }
});
