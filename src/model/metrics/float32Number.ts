// Losses as plain numbers: what a float32 cannot hold is Infinity, on every engine alike.

import { type Scaled, toNumber } from "../scaled.ts";

/** log2 of the first number past float32's range. */
const FLOAT32_OVERFLOW = 128;

/** The number, or Infinity where a float32 cannot hold it; scaled numbers are normalised, so the exponent tells. */
export function float32Number(value: Scaled): number {
  const isTooLarge = value.mantissa !== 0 && value.exponent >= FLOAT32_OVERFLOW;
  return isTooLarge ? Number.POSITIVE_INFINITY : toNumber(value);
}
