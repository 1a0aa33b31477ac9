// The largest eigenvalue of a symmetric tridiagonal matrix, by bisection on its Sturm sequence.

/**
 * @param diagonal α_1 … α_n, all ≥ 0 here (JᵀJ is positive semidefinite)
 * @param offDiagonal β_1 … β_(n−1)
 */
export function largestTridiagonalEigenvalue(
  diagonal: readonly number[],
  offDiagonal: readonly number[],
): number {
  const n = diagonal.length;
  let low = Math.max(...diagonal);
  let high = 0;
  for (let i = 0; i < n; i++) {
    // Gershgorin: no eigenvalue lies above every α_i + |β_(i−1)| + |β_i|.
    high = Math.max(high, diagonal[i] + Math.abs(offDiagonal[i - 1] ?? 0) + Math.abs(offDiagonal[i] ?? 0));
  }
  for (let round = 0; round < 60 && low < high; round++) {
    const middle = low + (high - low) / 2;
    if (hasEigenvalueAbove(middle, diagonal, offDiagonal, n)) low = middle;
    else high = middle;
  }
  return low + (high - low) / 2;
}

/** Sylvester's law of inertia: T − x is negative definite exactly when every pivot of its LDLᵀ is negative. */
function hasEigenvalueAbove(
  x: number,
  diagonal: readonly number[],
  offDiagonal: readonly number[],
  n: number,
): boolean {
  let pivot = diagonal[0] - x;
  for (let i = 1; i < n && pivot < 0; i++) pivot = diagonal[i] - x - offDiagonal[i - 1] ** 2 / pivot;
  return pivot >= 0;
}
