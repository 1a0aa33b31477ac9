// Every bound of the unit tests, each with the reason why it is neither tighter nor looser.
// A comparison that needs another number adds it here, never inline.

/**
 * Central differences: the error is about ε^(2/3) ≈ 4e-11 of the loss's scale with the step ε^(1/3), times the loss's
 * third derivative; 1e-5 of the gradient's norm leaves room for both and still catches any wrong factor.
 */
export const DIFFERENCES = 1e-5;

/** Step of a central difference: ε^(1/3), where truncation and rounding balance. */
export const DIFFERENCE_STEP = 6e-6;

/** Complex step: no subtraction, so only the rounding of 1000 steps remains, some 1e-12; 1e-9 is what is promised. */
export const COMPLEX_STEP = 1e-9;

/** Imaginary step: its square is nothing beside 1, and 1e-200 of a derivative under it is still a normal float64. */
export const IMAGINARY_STEP = 1e-40;

/** A sabotaged gradient must be at least this wrong: a hundred times the loosest bound, so no control passes by luck. */
export const SABOTAGE = 1e-3;

/** Logs of closed forms: the exponent's 32768 additions are exact, only mantissas round (32768 × 1e-16 × a few). */
export const LOG_CLOSED_FORM = 1e-9;

/** Logs over a whole unroll of orthogonal products: rounding grows like T × H × ε ≈ 1e-11 at worst here. */
export const LOG_ORTHOGONAL = 1e-8;

/** Spectral norms by Lanczos against own Jacobi sweeps: both are backward stable, so a few H × ε in the log. */
export const LOG_SPECTRAL = 1e-9;

/** Orthonormality after two passes of Gram–Schmidt: a few ε per product of 128 terms. */
export const ORTHONORMAL = 1e-12;

/** Activations against closed forms: a handful of roundings of float64 (2.2e-16 each). */
export const ACTIVATION = 4e-15;

/** Scaled numbers against plain ones: two roundings of float64. */
export const SCALED = 1e-15;

/** Statistics: this many standard errors either side; with some 100 checks a fixed seed fails by chance once in 10^8. */
export const STANDARD_ERRORS = 6;
