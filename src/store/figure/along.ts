// How values lie along a colour scale: evenly, or by their logarithms. Limits are always values; distances are taken here.

import { scaleLinear, scaleLog } from "d3-scale";
import { isNamed, type Limits, type ScaleKind } from "./colours.ts";

/** From values to even distances and back. */
export interface Along {
  forward(value: number): number;
  back(distance: number): number;
  /** About `most` round values between two others. */
  ticks(range: Limits, most: number): number[];
}

const evenly: Along = {
  forward: (value) => value,
  back: (distance) => distance,
  ticks: (range, most) => scaleLinear(range, [0, 1]).ticks(most),
};

const byLogarithm: Along = {
  forward: Math.log10,
  back: (distance) => 10 ** distance,
  ticks(range, most) {
    const scale = scaleLog(range, [0, 1]);
    const format = scale.tickFormat(most);
    const labelled = scale.ticks(most).filter((value) => format(value) !== "");
    // Within a decade there are hardly any powers of ten to label; plain round numbers do better there.
    return labelled.length >= 3 ? labelled : scaleLinear(range, [0, 1]).ticks(most);
  },
};

/** How the values of a scale of this kind lie. */
export function alongOf(kind: ScaleKind): Along {
  return kind === "logarithmic" ? byLogarithm : evenly;
}

/** Whether limits can end a scale of this kind; a permalink may have been made for another metric. */
export function areLimitsOf(kind: ScaleKind, [low]: Limits): boolean {
  return !isNamed(kind) && (kind !== "logarithmic" || low > 0);
}
