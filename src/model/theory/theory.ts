// What every theory offers: a metric in closed form, where the network is simple enough to have one, with its formula and
// where it comes from, so that a measured curve can be held against it.

import type { GradientMetricName } from "../metrics/index.ts";

/** How a weight matrix is made, as far as a theory asks: its initialiser, and the gain or value that scales it. */
export interface TheoryMatrix {
  readonly kind: string;
  readonly scale: number;
}

/** What a theory knows of a network. A matrix given number by number is null, unless it has but one number. */
export interface TheoryPoint {
  readonly cell: string;
  readonly activation: string;
  readonly hidden: number;
  readonly unroll: number;
  readonly recurrent: TheoryMatrix | null;
  readonly input: TheoryMatrix | null;
  readonly readout: TheoryMatrix | null;
  readonly bias: number;
  readonly forgetBias: number;
}

/** A closed form of a metric. */
export interface Theory {
  readonly metric: GradientMetricName;
  readonly label: string;
  /** The formula with its symbols explained, shown on hover. */
  readonly formula: string;
  readonly source: string;
  /** The metric's value, or null where this theory says nothing. */
  value(point: TheoryPoint): number | null;
}
