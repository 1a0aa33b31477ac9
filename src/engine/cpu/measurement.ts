// What the kernels wrote of a network, as a measurement: mode gradient.

import type { GradientMeasurement } from "../../model/metrics/index.ts";
import type { Sizes } from "../../model/network.ts";
import { type Scaled, scaled, scaledSqrt, scaledSum, scaledTimes } from "../../model/scaled.ts";

/** The numbers of a result in their order; agreed with assembly/finish.ts. */
const numbers = [
  "squaredError",
  "firstStateSquared",
  "lastStateSquared",
  "absoluteState",
  "jacobianSquared",
  "ihSquared",
  "hhSquared",
  "biasSquared",
  "biasHnSquared",
  "outSquared",
  "outBiasSquared",
] as const;
type ResultNumber = (typeof numbers)[number];

/** Float64 words of a result: mantissa and exponent of each number. */
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
    private readonly sizes: Sizes,
    private readonly batch: number,
    private readonly isAsked: boolean,
  ) {}

  /** Turns to the result at a place. */
  show(place: number, unroll: number): this {
    this.offset = place * RESULT_WORDS;
    this.unroll = unroll;
    return this;
  }

  get loss(): Scaled {
    return scaledTimes(this.number("squaredError"), 1 / (this.batch * this.sizes.outputSize));
  }

  get firstStateGradient(): Scaled {
    return scaledSqrt(this.number("firstStateSquared"));
  }

  get lastStateGradient(): Scaled {
    return scaledSqrt(this.number("lastStateSquared"));
  }

  get gradientNorm(): GradientMeasurement["gradientNorm"] {
    return {
      input: scaledSqrt(this.number("ihSquared")),
      recurrent: scaledSqrt(this.number("hhSquared")),
      bias: scaledSqrt(scaledSum(this.number("biasSquared"), this.number("biasHnSquared"))),
      readout: scaledSqrt(scaledSum(this.number("outSquared"), this.number("outBiasSquared"))),
    };
  }

  get jacobianNorm(): Scaled | null {
    return this.isAsked ? scaledSqrt(this.number("jacobianSquared")) : null;
  }

  get meanAbsState(): Scaled {
    return scaledTimes(this.number("absoluteState"), 1 / (this.batch * this.sizes.hidden));
  }

  private number(name: ResultNumber): Scaled {
    const word = this.offset + at[name];
    return scaled(this.results[word], this.results[word + 1]);
  }
}

/** Puts the Jacobian's number of one result beside the others of another one. */
export function copyJacobian(from: Float64Array, to: Float64Array): void {
  const word = at.jacobianSquared;
  to.set(from.subarray(word, word + 2), word);
}
