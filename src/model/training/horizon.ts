// How long float32 and float64 tell the same story of one training run: near the border of trainability not for long.

/** Two losses have parted when they differ by more than this share … */
export const HORIZON_TOLERANCE = 1e-3;
/** … of the larger of them; losses below this share of the initial one (of 1, where that was larger) count as so much. */
const SMALLEST_SHARE = 1e-3;

/**
 * The kernels round every operation, the float32 twin of the reference only what it stores: on chaotic runs they were
 * up to 15 times as far from float64 as the twin. A twin that is this many times closer than the tolerance is too far.
 */
export const KERNEL_ROUNDING = 20;

/**
 * The first step at which two loss curves of the same run, in two precisions, have parted; null if they never do.
 * A curve that ends (because its run diverged) parts from one that goes on.
 */
export function horizonOf(
  a: readonly number[],
  b: readonly number[],
  tolerance = HORIZON_TOLERANCE,
): number | null {
  for (let step = 0; step < Math.max(a.length, b.length); step++) {
    if (step >= a.length || step >= b.length || havePartedAt(a, b, step, tolerance)) return step;
  }
  return null;
}

/** Whether two loss curves differ at a step that both have. */
export function havePartedAt(
  a: readonly number[],
  b: readonly number[],
  step: number,
  tolerance: number,
): boolean {
  if (a[step] === b[step]) return false;
  // An exploding start is no measure for what comes after it.
  const size = Math.max(a[step], b[step], SMALLEST_SHARE * Math.min(a[0], 1));
  // Written so that one infinite loss beside a finite one counts as parted.
  return !(Math.abs(a[step] - b[step]) <= tolerance * size) || size === Number.POSITIVE_INFINITY;
}
