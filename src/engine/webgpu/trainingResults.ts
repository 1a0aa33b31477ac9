// What the training kernel wrote of each network, read back as measurements. Tiles are looked at several times a second
// while they train, so a network costs one small object here, and a number is read only where a metric asks.

import { SCALED_ZERO, type Scaled, scaledSum } from "../../model/scaled.ts";
import type { TrainingMeasurement, TrainingWindow } from "../../model/training/measurement.ts";
import { ZERO_BELOW } from "./layout.ts";
import {
  DIVERGED,
  RUNNING,
  TRAINING_RESULT,
  TRAINING_RESULT_WORDS,
  trainingNumbers,
} from "./trainingLayout.ts";

type TrainingNumber = (typeof trainingNumbers)[number];

/** Where each scaled number stands within a network's result. */
const at = Object.fromEntries(
  trainingNumbers.map((name, index) => [name, TRAINING_RESULT.numbers + 2 * index]),
) as Readonly<Record<TrainingNumber, number>>;

/** The results of a tile. */
export class TrainingResults {
  readonly floats: Float32Array;
  readonly integers: Int32Array;

  /** @param tested whether the sequences that training never sees have been gone through after its end */
  constructor(
    words: Uint32Array,
    readonly tested: boolean,
  ) {
    this.floats = new Float32Array(words.buffer, words.byteOffset, words.length);
    this.integers = new Int32Array(words.buffer, words.byteOffset, words.length);
  }

  /** Whether the network at a place of the tile has nothing more to do. */
  isOver(place: number): boolean {
    return this.integers[place * TRAINING_RESULT_WORDS + TRAINING_RESULT.status] !== RUNNING;
  }

  /** The measurement of the network at a place of the tile, whose whole run has `steps` updates. */
  measurement(place: number, steps: number): TrainingMeasurement {
    return new NetworkResult(this, place * TRAINING_RESULT_WORDS, steps);
  }
}

class NetworkResult implements TrainingMeasurement {
  constructor(
    private readonly results: TrainingResults,
    private readonly offset: number,
    readonly steps: number,
  ) {}

  get step(): number {
    return this.integer(TRAINING_RESULT.step);
  }

  get isOver(): boolean {
    return this.integer(TRAINING_RESULT.status) !== RUNNING;
  }

  get hasDiverged(): boolean {
    return this.integer(TRAINING_RESULT.status) === DIVERGED;
  }

  get stepsToTarget(): number {
    return this.integer(TRAINING_RESULT.stepsToTarget);
  }

  get testLoss(): Scaled | null {
    return this.isOver && this.results.tested ? this.number(TRAINING_RESULT.testLoss) : null;
  }

  get initialLoss(): Scaled {
    return this.number(at.initialLoss);
  }

  get finalLoss(): Scaled {
    return this.number(at.finalLoss);
  }

  get bestLoss(): Scaled {
    return this.number(at.bestLoss);
  }

  get lossSum(): Scaled {
    return scaledSum(this.number(at.olderSum), this.number(at.recentSum));
  }

  get peakGradientNorm(): Scaled {
    return this.number(at.peakGradientNorm);
  }

  get window(): TrainingWindow {
    return {
      bestBefore: this.number(at.bestBefore),
      best: this.number(at.windowBest),
      lowest: this.number(at.windowLowest),
      highest: this.number(at.windowHighest),
    };
  }

  private integer(word: number): number {
    return this.results.integers[this.offset + word];
  }

  /** The kernel's numbers are normalised already: mantissa in [1, 2), or an exact zero. */
  private number(word: number): Scaled {
    const mantissa = this.results.floats[this.offset + word];
    const exponent = this.results.integers[this.offset + word + 1];
    return mantissa === 0 || exponent < ZERO_BELOW ? SCALED_ZERO : { mantissa, exponent };
  }
}
