// Where a plain float32 program, one that carries no logarithms along, would have lost the gradient on its way back.

/** log10 of float32's smallest normal number, 2^-126, of its smallest one at all, 2^-149, and of its end, 2^128. */
export const LOG_SMALLEST_NORMAL = -126 * Math.log10(2);
export const LOG_SMALLEST = -149 * Math.log10(2);
export const LOG_LARGEST = 128 * Math.log10(2);

/** The first steps, walking back, at which ‖∂L/∂s_t‖ is out of float32's range; null where it never is. */
export interface Float32Losses {
  /**
   * No entry is a normal number any more: digits are lost, and hardware that flushes subnormals to zero has nothing left.
   * (No entry is larger than the norm.)
   */
  readonly subnormal: number | null;
  /** No entry is as large as the smallest number there is. */
  readonly lost: number | null;
  /** The norm is past the largest number: Infinity, and NaN from there on. */
  readonly overflown: number | null;
}

/** @param logNorm log10 ‖∂L/∂s_t‖, t = 0…T; what is exactly zero was not lost by float32 */
export function float32Losses(logNorm: ArrayLike<number>): Float32Losses {
  const first = (isOut: (log: number) => boolean) => {
    for (let t = logNorm.length - 1; t >= 0; t--) if (isOut(logNorm[t])) return t;
    return null;
  };
  return {
    subnormal: first((log) => log < LOG_SMALLEST_NORMAL && log !== Number.NEGATIVE_INFINITY),
    lost: first((log) => log < LOG_SMALLEST && log !== Number.NEGATIVE_INFINITY),
    overflown: first((log) => log >= LOG_LARGEST),
  };
}
