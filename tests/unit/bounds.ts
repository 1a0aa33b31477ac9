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

/**
 * Whole training runs against a second program: the rounding of some 100 updates of a run that is not chaotic is about
 * 1e-13; 1e-9 over the whole loss curve is what is promised.
 */
export const PYTORCH = 1e-9;

/** A fault in an update moves the loss by far more than rounding does: a hundred thousand times the bound at least. */
export const PYTORCH_SABOTAGE = 1e-4;

/** Closed forms of training runs: powers of up to 60, a few roundings each, and differences of numbers near to each other. */
export const BY_HAND = 1e-11;

/**
 * Outcome shares of two samples: each may differ by this many standard errors of a difference of two proportions
 * (pooled). At 4, all five outcomes together agree by chance alone in 99.97 % of pairs of samples.
 */
export const SHARE_ERRORS = 4;

/** float32 against float64 before they part: some ten updates' rounding of 6e-8 each, amplified a little. */
export const SINGLE_PRECISION = 1e-5;

/**
 * A cancelled run ends within a slice of work, 20 ms of computing; on a machine whose cores are shared with other tests
 * that is several times as long, and still far from the minutes that the run itself would take.
 */
export const CANCEL_MS = 250;

/** Ctrl-C to the end of the process: a second is what is promised, of which the program itself waits 0.3 s at most. */
export const INTERRUPT_MS = 1000;

/** A plateau's loss after 1500 steps of Adam, which approaches it from above and never quite gets there. */
export const PLATEAU = 1e-3;

/**
 * A CSV file of any size and kind is read or refused in a fraction of a second on a free core; a reader that is quadratic
 * in anything takes minutes of the texts that it is tried on.
 */
export const CSV_MS = 3000;

/** A mean or a quantile of up to a hundred float64 numbers against its plain definition: a hundred roundings. */
export const REDUCED = 1e-12;

/** Theories against the reference, which computes them step by step with logs of its own: rounding of some 60 steps. */
export const THEORY = 1e-9;

/**
 * A loss of the adding problem on sequences never seen: always answering 1 costs 1/6, and what is far below that has found
 * the rule. (The LSTM of the test comes to about a tenth of this.)
 */
export const LEARNT_ADDING = 0.05;

/** Log-metrics of a float32 engine, absolute: the bound that the gpu tests hold kernels to, for the same reasons. */
export const FLOAT32_LOG = 1e-3;

/**
 * A hostile zip is refused, or a file in it given up, in a fraction of a second on a free core; one that is believed keeps
 * a core busy for minutes.
 */
export const HOSTILE_ZIP_MS = 3000;

/** A border's curve and what is measured of the pixels beside it, in pixels: one, as is promised. */
export const BORDER_PIXELS = 1;

/** A curve this many pixels beside its place must be found to be wrong. */
export const BORDER_SHIFT = 3;

/** Curves against circles and straight lines, in shares of the map: a hundredth of a pixel of a map 512 wide. */
export const CURVE = 2e-5;

/** Eigenvalues of a Hessian by differences of gradients: the error is about ε^(2/3) ≈ 4e-11 times the loss's fourth derivative. */
export const SHARPNESS = 1e-6;

/** Mean-field integrals by 51 places against 4001: of χ at a gain of 3, where it is worst; that is a tenth of a pixel in the gain. */
export const MEAN_FIELD = 1e-3;
/** Shares of a walk's steps add up to 1: sums of up to some 66 000 terms that may be larger than 1 and cancel. */
export const SHARES = 1e-9;
/** Windows of a map, in cells: their ends are rounded to a thousandth of one, and those of a 50 times larger one with them. */
export const windowBounds = { cells: 0.01, back: 0.05 };
