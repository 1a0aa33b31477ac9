// Do the training kernels train right? Asked before they are timed: final losses of a small map by both engines.

import type { Engine } from "../src/engine/engine.ts";
import { benchSpec, oneTilePlan, runStored } from "./networks.ts";

/** Relative, of the loss after the last update: the bound of the gpu tests inside the horizon. */
const LOSS_BOUND = 1e-3;
/** Losses below this are rounding: their own size is no measure. */
const SMALLEST_LOSS = 1e-6;

export interface TrainingCheck {
  readonly hidden: number;
  readonly optimizer: string;
  readonly passed: boolean;
  readonly networks: number;
  readonly actual: number;
  readonly expected: number;
  readonly error: number;
  readonly bound: number;
}

/** Both engines on gains × learning rates small enough that no run is chaotic, so that every one is compared. */
export async function checkTraining(
  engine: Engine,
  reference: Engine,
  hidden: number,
  optimizer: string,
): Promise<TrainingCheck> {
  const spec = benchSpec(hidden, 7, {
    mode: "training",
    metrics: ["finalLoss"],
    training: { optimizer, steps: 20, clipNorm: 0.5 },
    axes: [
      { param: "init.recurrent.gain", from: 0.2, to: 1.2, count: 5 },
      { param: "training.learningRate", from: 0.001, to: 0.02, count: 4, scale: "log" },
    ],
    replicates: 2,
  });
  const expected = await lossesOf(spec, reference);
  const actual = await lossesOf(spec, engine);
  let worst = { actual: 0, expected: 0, error: 0 };
  for (const [n, value] of expected.entries()) {
    const distance = Math.abs(actual[n] - value) / Math.max(value, SMALLEST_LOSS);
    // Written so that NaN counts as the worst of all.
    if (distance <= worst.error) continue;
    const error = Number.isNaN(distance) ? Number.POSITIVE_INFINITY : distance;
    worst = { actual: actual[n], expected: value, error };
  }
  const passed = worst.error <= LOSS_BOUND;
  return { hidden, optimizer, passed, networks: expected.length, ...worst, bound: LOSS_BOUND };
}

async function lossesOf(spec: Parameters<typeof oneTilePlan>[0], engine: Engine): Promise<Float64Array> {
  const { metrics } = await runStored(oneTilePlan(spec, engine), engine);
  return metrics.get("finalLoss") ?? new Float64Array(0);
}

/** The check in one line. */
export function trainingCheckText(engine: Engine, check: TrainingCheck): string {
  const found = `largest relative error of the final loss ${check.error.toExponential(1)}, bound ${check.bound}`;
  const verdict = check.passed
    ? "agrees with the reference"
    : `IS WRONG (${check.actual}, the reference says ${check.expected}); it is not timed`;
  return `H = ${check.hidden}, ${check.optimizer}: ${engine.name} ${verdict}: ${found}; ${check.networks} networks`;
}
