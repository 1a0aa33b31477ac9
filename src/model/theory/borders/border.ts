// What every border offers: a curve that theory draws on a map, as the zeros (or the decades) of a function of the network, with
// its formula, where it comes from, and what it does not say.

import type { TheoryPoint } from "../theory.ts";

/** What a border knows of a network, beside what the closed forms of metrics ask. */
export interface BorderPoint extends TheoryPoint {
  /** Whether all inputs but the first and the last are zero, and in some sequence the first as well. */
  readonly isQuiet: boolean;
  /** The optimiser, in mode training; null in mode gradient. */
  readonly optimizer: string | null;
  readonly learningRate: number;
  readonly momentum: number;
  readonly isClipped: boolean;
  readonly network: BorderNetwork;
}

/** What has to be computed from the network's draw, and is only where a border asks. */
export interface BorderNetwork {
  /** The largest singular value of the base draw of `weight_hh`; NaN where there is no single draw. */
  drawNorm(): number;
  /** Whether `sharpness` is cheap enough to be asked for on a whole map. */
  readonly isLight: boolean;
  /** The largest eigenvalue of the loss's Hessian at the start; NaN where it cannot be told. */
  sharpness(point: BorderPoint): number;
}

/** A curve on the map. */
export interface Border {
  /** On the toggle. */
  readonly title: string;
  /** Beside the curve; of `decades` the power of ten stands there instead. */
  readonly label: string;
  /** The formula with its symbols explained, shown on hover. */
  readonly formula: string;
  readonly source: string;
  /** What is to be known before one holds it against a map. */
  readonly note: (point: BorderPoint) => string;
  /** `border`: drawn where the level is 0; `decades`: where it is a round number of decades other than 0. */
  readonly lines: "border" | "decades";
  /** Whether a value of the level takes many gradients, so that as few as possible are to be asked for. */
  readonly isDear?: true;
  /** Whether it says something of such a network; cheap. */
  readonly says: (point: BorderPoint) => boolean;
  /** A function that is smooth at its zeros; NaN where the theory says nothing. */
  readonly level: (point: BorderPoint) => number;
}
