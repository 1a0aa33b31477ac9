// Keeps a run's statistics from its losses and gradient norms as they come: a few numbers, however long the run.

import {
  SCALED_ZERO,
  type Scaled,
  scaled,
  scaledExceeds,
  scaledLarger,
  scaledSmaller,
  scaledSum,
} from "../scaled.ts";
import { type TrainingMeasurement, windowOf } from "./measurement.ts";
import { DIVERGED_LOSS_FACTOR } from "./settings.ts";

export class TrainingStatistics implements TrainingMeasurement {
  step = 0;
  isOver = false;
  hasDiverged = false;
  initialLoss = SCALED_ZERO;
  finalLoss = SCALED_ZERO;
  bestLoss = SCALED_ZERO;
  lossSum = SCALED_ZERO;
  stepsToTarget = -1;
  peakGradientNorm = SCALED_ZERO;
  testLoss: Scaled | null = null;
  readonly window = {
    bestBefore: SCALED_ZERO,
    best: SCALED_ZERO,
    lowest: SCALED_ZERO,
    highest: SCALED_ZERO,
  };
  private readonly windowStart: number;
  private readonly target: Scaled;
  private highestAllowed = SCALED_ZERO;

  constructor(
    readonly steps: number,
    targetLoss: number,
  ) {
    this.windowStart = steps - windowOf(steps);
    this.target = scaled(targetLoss);
  }

  /** Takes in the loss after `step` updates; the run is over where it has diverged or its steps are done. */
  observeLoss(loss: Scaled): void {
    const { step, window: last } = this;
    if (step === 0) {
      this.initialLoss = loss;
      this.bestLoss = loss;
      const floor = scaledLarger(loss, this.target);
      this.highestAllowed = scaled(floor.mantissa * DIVERGED_LOSS_FACTOR, floor.exponent);
    }
    this.finalLoss = loss;
    this.bestLoss = scaledSmaller(this.bestLoss, loss);
    if (this.stepsToTarget < 0 && !scaledExceeds(loss, this.target)) this.stepsToTarget = step;
    if (step <= this.windowStart) last.bestBefore = this.bestLoss;
    if (step === this.windowStart) {
      last.lowest = loss;
      last.highest = loss;
    } else if (step > this.windowStart) {
      last.best = step === this.windowStart + 1 ? loss : scaledSmaller(last.best, loss);
      last.lowest = scaledSmaller(last.lowest, loss);
      last.highest = scaledLarger(last.highest, loss);
    }
    if (scaledExceeds(loss, this.highestAllowed)) this.diverge();
    else if (step === this.steps) this.isOver = true;
  }

  /** Takes in the gradient's norm before clipping. */
  observeGradient(norm: Scaled): void {
    this.peakGradientNorm = scaledLarger(this.peakGradientNorm, norm);
  }

  /** An update is about to be made from the loss observed last. */
  observeUpdate(): void {
    this.lossSum = scaledSum(this.lossSum, this.finalLoss);
    this.step++;
  }

  /** Ends the run: it has gone past a limit. */
  diverge(): void {
    this.hasDiverged = true;
    this.isOver = true;
  }
}
