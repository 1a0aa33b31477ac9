// A curve as it is drawn: lines over the runs of finite values, thinned to the lowest and highest per column of pixels, and
// marks over the runs that have no place on the scale. A gap stays a gap: no line ever crosses one.

import { decimated } from "../../inspector/story/decimate.ts";

/** A run of positions without a place on the scale, and which of the plot's edges says so. */
export interface Mark {
  readonly from: number;
  readonly to: number;
  readonly kind: "lowest" | "highest" | "nan";
}

export interface Pieces {
  /** Polylines as [position, value] pairs; positions count from 0 and may lie between two. */
  readonly lines: readonly (readonly (readonly [number, number])[])[];
  readonly marks: readonly Mark[];
}

/**
 * @param there 1 where there is a value; where there is none, nothing at all is drawn
 * @param hasPlace whether a finite value lies on the scale: nothing below zero lies on a logarithmic one
 * @param columns of pixels, and so the most bands a whole curve is thinned to
 */
export function piecesOf(
  values: Float64Array,
  there: Uint8Array,
  hasPlace: (value: number) => boolean,
  columns: number,
): Pieces {
  const lines: [number, number][][] = [];
  const marks: Mark[] = [];
  const kindOf = (i: number): "line" | "nothing" | Mark["kind"] => {
    const value = values[i];
    if (there[i] === 0) return "nothing";
    if (Number.isNaN(value)) return "nan";
    if (value === Number.POSITIVE_INFINITY) return "highest";
    return value === Number.NEGATIVE_INFINITY || !hasPlace(value) ? "lowest" : "line";
  };
  for (let from = 0; from < values.length; ) {
    const kind = kindOf(from);
    let end = from + 1;
    while (end < values.length && kindOf(end) === kind) end++;
    if (kind === "line") lines.push(lineOf(values, from, end, columns));
    else if (kind !== "nothing") marks.push({ from, to: end - 1, kind });
    from = end;
  }
  return { lines, marks };
}

function lineOf(values: Float64Array, from: number, end: number, columns: number): [number, number][] {
  const share = Math.max(1, Math.ceil((columns * (end - from)) / values.length));
  return decimated(values.subarray(from, end), share).flatMap((band): [number, number][] => {
    const at = from + (band.from + band.to) / 2;
    return band.lowest === band.highest
      ? [[at, band.lowest]]
      : [
          [at, band.highest],
          [at, band.lowest],
        ];
  });
}
