// Are the kernels right? The lab's own check (src/lab/bench/check.ts), asked before anything of this folder is timed.

import { alwaysRunning, type Engine } from "../src/engine/engine.ts";
import { type BenchCase, gradientCase, trainingCase } from "../src/lab/bench/cases.ts";
import { type CheckReport, checkEngine, checkText, truthOf } from "../src/lab/bench/check.ts";
import type { OptimizerName } from "../src/model/optimizers/index.ts";

/** A check and what it was of. */
export interface SizeCheck extends CheckReport {
  readonly hidden: number;
  readonly engine: string;
  readonly optimizer: string | null;
}

/** Loss and gradient at the initial weights, T up to `unroll`. */
export function checkGradient(
  engine: Engine,
  reference: Engine,
  hidden: number,
  unroll: number,
): Promise<SizeCheck> {
  return checked(engine, reference, { ...gradientCase("rnn", hidden), unroll });
}

/** The final losses of short runs. */
export function checkTraining(
  engine: Engine,
  reference: Engine,
  hidden: number,
  optimizer: OptimizerName,
): Promise<SizeCheck> {
  return checked(engine, reference, {
    ...trainingCase("rnn", hidden),
    training: { optimizer, updates: 20 },
  });
}

async function checked(engine: Engine, reference: Engine, one: BenchCase): Promise<SizeCheck> {
  const truth = await truthOf(one, reference, alwaysRunning);
  const report = await checkEngine(engine, 1, truth, alwaysRunning);
  const { hidden, training } = one;
  const check = { hidden, engine: engine.name, optimizer: training?.optimizer ?? null, ...report };
  const what = training === null ? `H = ${hidden}` : `H = ${hidden}, ${training.optimizer}`;
  console.log(`${what}: ${engine.name} ${checkText(report)}`);
  return check;
}
