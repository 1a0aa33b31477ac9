// The record that the kernels keep of a training run, as a measurement.

import { SCALED_ZERO, type Scaled } from "../../model/scaled.ts";
import type { TrainingMeasurement, TrainingWindow } from "../../model/training/measurement.ts";

/** The scaled numbers of a record in their order, two words each; agreed with assembly/training/run.ts. */
const numbers = [
  "initialLoss",
  "finalLoss",
  "bestLoss",
  "lossSum",
  "peakGradientNorm",
  "bestBefore",
  "windowBest",
  "windowLowest",
  "windowHighest",
  "testLoss",
  "gradientNorm",
] as const;
type RunNumber = (typeof numbers)[number];

/** Float64 words of a record: how the run stands, updates made, updates to the target, then the numbers. */
const NUMBERS_AT = 3;
export const RUN_WORDS = NUMBERS_AT + 2 * numbers.length;
const at = Object.fromEntries(numbers.map((name, n) => [name, NUMBERS_AT + 2 * n])) as Readonly<
  Record<RunNumber, number>
>;
const RUNNING = 0;
const DIVERGED = 2;

/** A run as its record tells it. The record may go on changing while the run does. */
export class CpuRunMeasurement implements TrainingMeasurement {
  /** @param isTested whether the task keeps sequences back from training */
  constructor(
    private readonly record: Float64Array,
    readonly steps: number,
    private readonly isTested: boolean,
  ) {}

  get isOver(): boolean {
    return this.record[0] !== RUNNING;
  }

  get hasDiverged(): boolean {
    return this.record[0] === DIVERGED;
  }

  get step(): number {
    return this.record[1];
  }

  get stepsToTarget(): number {
    return this.record[2];
  }

  get testLoss(): Scaled | null {
    return this.isOver && this.isTested ? this.number("testLoss") : null;
  }

  get initialLoss(): Scaled {
    return this.number("initialLoss");
  }

  get finalLoss(): Scaled {
    return this.number("finalLoss");
  }

  get bestLoss(): Scaled {
    return this.number("bestLoss");
  }

  get lossSum(): Scaled {
    return this.number("lossSum");
  }

  get peakGradientNorm(): Scaled {
    return this.number("peakGradientNorm");
  }

  /** ‖g‖ of the last update, before clipping. */
  get gradientNorm(): Scaled {
    return this.number("gradientNorm");
  }

  get window(): TrainingWindow {
    return {
      bestBefore: this.number("bestBefore"),
      best: this.number("windowBest"),
      lowest: this.number("windowLowest"),
      highest: this.number("windowHighest"),
    };
  }

  /** The kernels' numbers are normalised already: mantissa in [1, 2), or an exact zero. */
  private number(name: RunNumber): Scaled {
    const mantissa = this.record[at[name]];
    return mantissa === 0 ? SCALED_ZERO : { mantissa, exponent: this.record[at[name] + 1] };
  }
}
