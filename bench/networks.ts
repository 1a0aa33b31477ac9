// The networks that are benched: tanh cells on the notes' four price cases, swept over the recurrent gain.

import { alwaysRunning, type Engine } from "../src/engine/engine.ts";
import { runPlan } from "../src/lab/run.ts";
import { MemoryStore } from "../src/store/memory.ts";
import { mistakeText } from "../src/sweep/mistakes.ts";
import { planSweep, type SweepPlan } from "../src/sweep/plan.ts";
import { parseSpec, type SweepSpec } from "../src/sweep/spec.ts";

/** Sequences of the task. */
export const BATCH = 4;

/** A spec of this bench; what is given takes the place of its defaults. */
export function benchSpec(hidden: number, unroll: number, given: object): SweepSpec {
  const parsed = parseSpec({
    model: { cell: "rnn", activation: "tanh", hidden },
    task: { kind: "prices", unroll },
    // Without a bias the case (0, 0 → 0) has a gradient of exactly zero, and the reference would skip its way back.
    init: { bias: 0.1 },
    metrics: ["logGradientRatio", "loss"],
    ...given,
  });
  if (!parsed.ok)
    throw new Error(`the bench's own spec is wrong: ${parsed.mistakes.map(mistakeText).join("; ")}`);
  return parsed.value;
}

/** A plan whose points are one tile, run `times` over: every tile is alike, and no coarse picture comes first. */
export function oneTilePlan(spec: SweepSpec, engine: Engine, times = 1): SweepPlan {
  const plan = planSweep(spec, (at) => engine.limitsOf(at));
  const tile = { start: plan.shape.map(() => 0), stride: plan.shape.map(() => 1), count: plan.shape };
  return { ...plan, tiles: Array.from({ length: times }, (_, index) => ({ ...tile, index })) };
}

/** Runs a plan the way the lab does. */
export async function runStored(plan: SweepPlan, engine: Engine, onChunk = (): void => undefined) {
  const store = new MemoryStore(plan);
  await runPlan(plan, engine, alwaysRunning, (chunk) => {
    store.put(chunk);
    onChunk();
  });
  if (store.doneCount !== plan.networks) throw new Error("the run left networks out");
  return store;
}
