// What the kernels wrote of a network, as a measurement: mode gradient.

import type { GradientMeasurement } from "../../model/metrics/index.ts";
import { SCALED_ZERO, type Scaled } from "../../model/scaled.ts";

/** The numbers of a result in their order, a mantissa and an exponent each; agreed with assembly/finish.ts. */
const numbers = [
  "loss",
  "firstStateSquared",
  "lastStateSquared",
  "meanAbsState",
  "jacobianSquared",
  "inputSquared",
  "recurrentSquared",
  "biasSquared",
  "readoutSquared",
] as const;
type ResultNumber = (typeof numbers)[number];

/** Float64 words of a result. */
export const RESULT_WORDS = numbers.length * 2;

const at = Object.fromEntries(numbers.map((name, n) => [name, 2 * n])) as Readonly<
  Record<ResultNumber, number>
>;

/**
 * The results of networks as measurements, one at a time: of millions of networks mostly one or two numbers are
 * wanted, so each is read only where a metric asks.
 */
export class CpuMeasurement implements GradientMeasurement {
  unroll = 0;
  private offset = 0;

  /** @param isAsked whether the Jacobian was asked for */
  constructor(
    private readonly results: Float64Array,
    private readonly isAsked: boolean,
  ) {}

  /** Turns to the result at a place. */
  show(place: number, unroll: number): this {
    this.offset = place * RESULT_WORDS;
    this.unroll = unroll;
    return this;
  }

  get loss(): Scaled {
    return this.number(at.loss);
  }

  get firstStateGradient(): Scaled {
    return this.root(at.firstStateSquared);
  }

  get lastStateGradient(): Scaled {
    return this.root(at.lastStateSquared);
  }

  get gradientNorm(): GradientMeasurement["gradientNorm"] {
    return {
      input: this.root(at.inputSquared),
      recurrent: this.root(at.recurrentSquared),
      bias: this.root(at.biasSquared),
      readout: this.root(at.readoutSquared),
    };
  }

  get jacobianNorm(): Scaled | null {
    return this.isAsked ? this.root(at.jacobianSquared) : null;
  }

  get meanAbsState(): Scaled {
    return this.number(at.meanAbsState);
  }

  /** The kernels' numbers are normalised already: mantissa in [1, 2), or an exact zero. */
  private number(word: number): Scaled {
    const mantissa = this.results[this.offset + word];
    return mantissa === 0 ? SCALED_ZERO : { mantissa, exponent: this.results[this.offset + word + 1] };
  }

  /** The root of a normalised number is so, too. */
  private root(word: number): Scaled {
    const mantissa = this.results[this.offset + word];
    if (mantissa === 0) return SCALED_ZERO;
    const exponent = this.results[this.offset + word + 1];
    const odd = exponent & 1;
    return { mantissa: Math.sqrt(odd === 1 ? 2 * mantissa : mantissa), exponent: (exponent - odd) / 2 };
  }
}

/** Puts the Jacobian's number of one result beside the others of another one. */
export function copyJacobian(from: Float64Array, to: Float64Array): void {
  to.set(from.subarray(at.jacobianSquared, at.jacobianSquared + 2), at.jacobianSquared);
}
