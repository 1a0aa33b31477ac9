// How many comparisons of the pair tests an engine fails at a small network: at a sabotaged engine, some; else none.

import type { Engine } from "../../src/engine/engine.ts";
import { ReferenceEngine } from "../../src/engine/reference.ts";
import type { SweepSpec } from "../../src/sweep/spec.ts";
import { differences, failures } from "./compare.ts";
import { specOf } from "./engines.ts";

/** Three units over five days, with everything in it that a fault could be in. */
export const smallGradient: SweepSpec = specOf({
  model: { hidden: 3 },
  task: { unroll: 5 },
  init: { bias: 0.1 },
  seed: 3,
});

/** How many of an inspection's comparisons with the reference fail. */
export async function gradientFailures(engine: Engine, spec: SweepSpec): Promise<number> {
  const [actual, expected] = [await engine.inspect(spec, 0), await new ReferenceEngine().inspect(spec, 0)];
  return failures(differences(actual, expected)).length;
}
