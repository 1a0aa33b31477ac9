// How far float32 kernels may stand from the float64 reference: all bounds of the gpu and cpu tests, in one place.

/**
 * Log-metrics, absolute. A float32 product of T factors near 1 carries a relative error of about T·2^-24, that is
 * 2.6e-8·T in log10 (3e-5 at T = 1000); the Lanczos estimate of a flat spectrum is good to 1e-3
 * (bench/README.md). 1e-3 leaves room for
 * adapters that fuse or reassociate, and is a hundredth of what one step of a typical map changes.
 */
export const LOG_BOUND = 1e-3;

/**
 * Gradient arrays, relative to the array's Euclidean norm. Entries are sums of T·B terms with errors of T·2^-24 each;
 * near the chaos horizon they grow by e^(λT) up to the horizon's own tolerance, hence 2e-3 and not 1e-5.
 */
export const GRADIENT_BOUND = 2e-3;

/** A float32 weight or bias is itself off by 2^-24, and so is, relatively, the logarithm of every step that it alone shrinks. */
export const ROUNDED_WEIGHT = 1e-6;

/** Activations, in units in the last place of float32 (DESIGN §6). */
export const ACTIVATION_ULP = 4;

/**
 * A task's input, of 1 or its own size where that is larger. Most are the same float32 on both sides; a product and a sum
 * of numbers rounded once each are off by three roundings of 2^-24 at most.
 */
export const TASK_INPUT = 2 ** -22;

/**
 * Two correct programs part after T ≈ ln(0.1 / ε) / λ steps. Inside that horizon the rounding errors ε = 2^-24 have
 * grown to less than a tenth; beyond it points are compared by distribution, not one by one.
 */
export const HORIZON = Math.log(0.1 / 2 ** -24);

/** Whether float32 can still be compared point by point for a network with this Lyapunov exponent. */
export function insideHorizon(lyapunov: number, unroll: number): boolean {
  // Rounding of the compared gradient itself must stay below its bound too, not only below a tenth.
  return lyapunov * unroll <= HORIZON - Math.log(0.1 / GRADIENT_BOUND);
}

/** Losses, gradient norms and parameters of a training run inside its horizon, relative: what issue 3 promises. */
export const TRAINING_BOUND = 1e-3;

/** Before the first update only one gradient's rounding stands between two programs: some T·B·2^-24. */
export const FIRST_STEP_BOUND = 1e-5;

/**
 * What is smaller than this share of the start (of 1, where that was larger) is compared as if it were so much: of a
 * residual y − target that is all but 0, float32 keeps only 2^-24 of y. The reference's horizon has the same floor.
 */
export const TRAINING_FLOOR = 1e-3;

/**
 * A run is compared up to where the reference's own float32 twin is this far from float64, in loss or gradient norm: a
 * thirtieth of the bound, because the rounding errors of two float32 programs are alike in kind but not in size. (At the
 * horizon that the lab reports, where the twin's loss is off by 1e-3, a correct kernel's gradient was off by up to 8e-3; at
 * a tenth of the bound by 9e-4.)
 */
export const PARTING = TRAINING_BOUND / 30;

/** Losses near float32's lower end, relative: two or three roundings. */
export const TINY_LOSS = 1e-6;

/**
 * Outcome shares of two samples: each may differ by this many standard errors of a difference of two proportions
 * (pooled). At 4, all five outcomes together agree by chance alone in 99.97 % of pairs of samples.
 */
export const SHARE_ERRORS = 4;

/** Two-sample Kolmogorov–Smirnov at 0.1 %: the distance may be this many times √(1/n + 1/m). */
export const KOLMOGOROV = Math.sqrt(-Math.log(0.001 / 2) / 2);

/**
 * A run with previews may take this many times as long as one without. What is promised is 1.05; on two cores that the
 * software adapter shares with the page, runs of one and the same length vary by more than that, so that a test can only
 * guard against gross failure: previews that are not paced, or that wait for the eye.
 */
export const PREVIEW_COST = 1.5;

/** A pause or cancellation acts within a slice of about 100 ms; five of them on a machine that is busy. */
export const SWITCH_MS = 500;

/** The training kernels' exponential ends at e^-87; a factor below this (4 e^-87 and rounding) may count as nothing. */
export const TRAINING_SLOPE_FLOOR = 7e-38;
