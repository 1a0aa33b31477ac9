// Numbers as text that reads back as the very same number and is no longer than it must be: a float32 0.1 is 0.1, not the
// 0.10000000149011612 that it is as a float64. Not-finite ones are written as pandas and NumPy read them.

import type { Precision } from "./npy.ts";

/** Below this a float32 has fewer digits the smaller it is. */
const SMALLEST_NORMAL32 = 2 ** -126;
/** Any decimal of so many digits survives being a (normal) float32; so many tell any float32 from its neighbours. */
const [SURVIVING_DIGITS, TELLING_DIGITS] = [6, 9];

/** The shortest text of a number of a precision. */
export function numberText(value: number, precision: Precision): string {
  if (Number.isNaN(value)) return "NaN";
  const kept = precision === "float32" ? Math.fround(value) : value;
  if (!Number.isFinite(kept)) return kept > 0 ? "inf" : "-inf";
  // A zero's sign is part of the number.
  if (kept === 0) return Object.is(kept, -0) ? "-0" : "0";
  if (precision === "float64") return String(kept);
  return (kept < 0 ? "-" : "") + shortestFloat32(Math.abs(kept));
}

/**
 * The shortest text of a positive float32. (Of three of the powers of two, 2^-96, 2^87 and 2^90, there is one that is a digit
 * shorter and not the nearest of its length; it is not looked for.)
 */
function shortestFloat32(value: number): string {
  // Fewer digits cannot do where six do not, and where six do, the needless ones among them are zeros.
  let digits = value < SMALLEST_NORMAL32 ? 1 : SURVIVING_DIGITS;
  const isUsual = value >= 1e-6 && value < 1e15;
  const magnitude = Math.floor(Math.log10(value));
  for (; digits < TELLING_DIGITS; digits++) {
    const short = isUsual ? rounded(value, digits - 1 - magnitude) : Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(Number(value.toPrecision(TELLING_DIGITS)));
}

/**
 * A positive number rounded to so many places behind the point (before it where negative): what `toPrecision` does, in half
 * the time. Both operands of the last operation are exact, so its result is the float64 next to the decimal.
 */
function rounded(value: number, places: number): number {
  return places >= 0
    ? Math.round(value * 10 ** places) / 10 ** places
    : Math.round(value / 10 ** -places) * 10 ** -places;
}
