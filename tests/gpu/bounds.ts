// How far float32 kernels may stand from the float64 reference: all bounds of the gpu tests, in one place.

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

/** Activations, in units in the last place of float32 (DESIGN §6). */
export const ACTIVATION_ULP = 4;

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
