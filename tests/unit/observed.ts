// Statistics of made-up runs: losses and gradient norms as if a network had gone through them.

import { type Scaled, scaled } from "../../src/model/scaled.ts";
import { TrainingStatistics } from "../../src/model/training/statistics.ts";

/** The statistics after these losses, the first one before the first update; ends where the run ends itself. */
export function observed(
  losses: readonly (number | Scaled)[],
  options: { steps?: number; target?: number; norms?: readonly number[] } = {},
): TrainingStatistics {
  const { steps = losses.length - 1, target = 0, norms = [] } = options;
  const statistics = new TrainingStatistics(steps, target);
  for (const [step, loss] of losses.entries()) {
    statistics.observeLoss(typeof loss === "number" ? scaled(loss) : loss);
    if (statistics.isOver || step === losses.length - 1) break;
    statistics.observeGradient(scaled(norms[step] ?? 0));
    statistics.observeUpdate();
  }
  return statistics;
}

/** The next float64 above a positive number. */
export function nextUp(x: number): number {
  const number = new Float64Array([x]);
  new BigInt64Array(number.buffer)[0] += 1n;
  return number[0];
}

/** The next float64 below a positive number. */
export function nextDown(x: number): number {
  const number = new Float64Array([x]);
  new BigInt64Array(number.buffer)[0] -= 1n;
  return number[0];
}
