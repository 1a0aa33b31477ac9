// Losses as plain numbers: what a float32 cannot hold is Infinity, on every engine alike.

import { log2Of, type Scaled, toNumber } from "../scaled.ts";

/** log2 of the first number past float32's range. */
const FLOAT32_OVERFLOW = 128;

/** The number, or Infinity where a float32 cannot hold it. */
export function float32Number(value: Scaled): number {
  return log2Of(value) >= FLOAT32_OVERFLOW ? Number.POSITIVE_INFINITY : toNumber(value);
}
