// Many points in one pixel: their mean, their largest or smallest, or the outcome that most of them have. Numbers come in one
// by one and in any order, so that no more than the picture itself is held.

/** What a pixel shows of the points that fall into it. */
export const blockKinds = ["mean", "max", "min"] as const;
export type BlockKind = (typeof blockKinds)[number];

/** Outcomes run from −1 (running) to 4. */
const OUTCOMES = 6;

/** The pixels of a picture, filled point by point. */
export interface Blocks {
  /** Takes a point in. One that is NaN is left out: a pixel is NaN only where it has no other. */
  add(pixel: number, value: number): void;
  /** What the pixels show. */
  values(): Float64Array;
}

/** Blocks of numbers. An infinite one carries a mean with it; both of them leave none, as of replicates. */
export function numberBlocks(pixels: number, kind: BlockKind): Blocks {
  const values = new Float64Array(pixels).fill(Number.NaN);
  if (kind === "mean") {
    const counts = new Uint32Array(pixels);
    return {
      add(pixel, value) {
        if (Number.isNaN(value)) return;
        const count = ++counts[pixel];
        const mean = values[pixel];
        // Step by step, so that the sum of huge losses does not overflow where their mean would not.
        if (count === 1) values[pixel] = value;
        else if (!Number.isFinite(mean) || !Number.isFinite(value)) values[pixel] = mean + value;
        else values[pixel] = mean + (value - mean) / count;
      },
      values: () => values,
    };
  }
  return {
    add(pixel, value) {
      const kept = values[pixel];
      const isFurther = kind === "max" ? value > kept : value < kept;
      if (isFurther || Number.isNaN(kept)) values[pixel] = value;
    },
    values: () => values,
  };
}

/** Blocks of outcomes: the most frequent one; of several the last in their order, so that a divergence is not hidden. */
export function outcomeBlocks(pixels: number): Blocks {
  const counts = new Uint32Array(pixels * OUTCOMES);
  return {
    add(pixel, value) {
      // Whatever a damaged file may hold, a number that is no outcome counts for none, here or in a neighbour.
      if (Number.isInteger(value) && value >= -1 && value < OUTCOMES - 1)
        counts[pixel * OUTCOMES + value + 1]++;
    },
    values: () =>
      Float64Array.from({ length: pixels }, (_, pixel) => {
        let most = 0;
        let outcome = Number.NaN;
        for (let i = 0; i < OUTCOMES; i++) {
          const count = counts[pixel * OUTCOMES + i];
          if (count === 0 || count < most) continue;
          most = count;
          outcome = i - 1;
        }
        return outcome;
      }),
  };
}
