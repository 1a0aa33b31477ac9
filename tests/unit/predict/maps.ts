// Maps for the tests of predictions, made of a function, and the borders that are measured in them.

import { type Border, borderOf } from "../../../src/app/predict/border.ts";
import { foundLevel, type Membership, smoothed } from "../../../src/app/predict/membership.ts";
import type { Line } from "../../../src/app/predict/score.ts";

/** Values over a grid; x and y are the fractions of the map at which a position lies. */
export function valuesOf(columns: number, rows: number, at: (x: number, y: number) => number): Float64Array {
  return Float64Array.from({ length: columns * rows }, (_, i) =>
    at(((i % columns) + 0.5) / columns, (Math.floor(i / columns) + 0.5) / rows),
  );
}

/** Which side of 0 every position is on, as it is. */
export function membershipOf(
  columns: number,
  rows: number,
  at: (x: number, y: number) => number,
): Membership {
  const values = valuesOf(columns, rows, at);
  const { side } = foundLevel({ kind: "value", value: 0 }, [values]);
  return { columns, rows, sides: Uint8Array.from(values, side) };
}

/** The border that is measured where a function is 0. */
export function measured(columns: number, rows: number, at: (x: number, y: number) => number): Border {
  return borderOf(smoothed(membershipOf(columns, rows, at)));
}

/** A line through a function of its height. */
export function upwards(x: (y: number) => number): Line {
  return Array.from({ length: 101 }, (_, i) => [x(i / 100), i / 100]);
}

/** Two flanks: what lies between them vanishes. */
export const left = (y: number) => 0.25 - 0.03 * Math.sin(3 * y);
export const right = (y: number) => 0.75 + 0.05 * y;
export const flanks = (x: number, y: number) => Math.max(x - right(y), left(y) - x);
