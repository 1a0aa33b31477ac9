// The networks that are benched: tanh cells on the notes' four price cases, swept over the recurrent gain.

import { gradientCase } from "../src/lab/bench/cases.ts";
import { benchSpec as specOf } from "../src/lab/bench/line.ts";
import type { SweepSpec } from "../src/sweep/spec.ts";

export { oneTilePlan, runStored } from "../src/lab/bench/line.ts";

/** Sequences of the task. */
export const BATCH = 4;

/** A spec of this bench; what is given takes the place of its defaults. */
export function benchSpec(hidden: number, unroll: number, given: object): SweepSpec {
  const one = { ...gradientCase("rnn", hidden), unroll };
  return specOf(one, { metrics: ["logGradientRatio", "loss"], ...given });
}
