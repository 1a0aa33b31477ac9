// The largest eigenvalues of four symmetric tridiagonal matrices at once: the twin of src/model/eigenvalue.ts.

import { V } from "./sizes.ts";

/** Enough halvings for every bit of a float32. */
const ROUNDS: i32 = 40;

/** Of the matrices with diagonals α_k and off-diagonals β_k, `steps` long, by bisection on their Sturm sequences. */
export function largestEigenvalue(alphas: usize, betas: usize, steps: i32): v128 {
  let low = f32x4.splat(0);
  let high = low;
  let beforeBeta = low;
  for (let k = 0; k < steps; k++) {
    const alpha = v128.load(alphas + <usize>k * V);
    const beta = k + 1 < steps ? v128.load(betas + <usize>k * V) : f32x4.splat(0);
    low = f32x4.pmax(alpha, low);
    // Gershgorin: no eigenvalue lies above every α_k + β_(k−1) + β_k.
    high = f32x4.pmax(f32x4.add(f32x4.add(alpha, beforeBeta), beta), high);
    beforeBeta = beta;
  }
  for (let round = 0; round < ROUNDS; round++) {
    const middle = f32x4.add(low, f32x4.mul(f32x4.sub(high, low), f32x4.splat(0.5)));
    const above = isAbove(middle, alphas, betas, steps);
    low = v128.bitselect(middle, low, above);
    high = v128.bitselect(high, middle, above);
  }
  return f32x4.mul(f32x4.add(low, high), f32x4.splat(0.5));
}

/** Sylvester's law of inertia: T − x is negative definite exactly when every pivot of its LDLᵀ is negative. */
function isAbove(x: v128, alphas: usize, betas: usize, steps: i32): v128 {
  const none = f32x4.splat(0);
  // A pivot of zero would divide by zero; the smallest negative number stands in for it.
  const tiny = f32x4.splat(-1e-30);
  let pivot = f32x4.sub(v128.load(alphas), x);
  let above = f32x4.ge(pivot, none);
  for (let k = 1; k < steps; k++) {
    const beta = v128.load(betas + <usize>(k - 1) * V);
    const divisor = v128.bitselect(tiny, pivot, f32x4.gt(pivot, tiny));
    const less = f32x4.div(f32x4.mul(beta, beta), divisor);
    pivot = f32x4.sub(f32x4.sub(v128.load(alphas + <usize>k * V), x), less);
    above = v128.or(above, f32x4.ge(pivot, none));
  }
  return above;
}
