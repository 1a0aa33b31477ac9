// The largest singular value of a matrix, by Lanczos on MᵀM (Golub & Van Loan, ch. 10): a few products, whatever its size.

import { largestTridiagonalEigenvalue } from "../eigenvalue.ts";
import type { Floats } from "../floats.ts";
import { lanczosStart } from "../jacobian.ts";
import { dot } from "../vector.ts";

/** A round that changes the eigenvalue by less than this, relative, is the last but one. */
const CONVERGED = 1e-14;

/** σ_max of a matrix [rows][cols], row-major. */
export function matrixNorm(matrix: Floats, cols: number): number {
  const rows = matrix.length / cols;
  const basis = [lanczosStart(cols)];
  const diagonal: number[] = [];
  const offDiagonal: number[] = [];
  let eigenvalue = 0;
  let steady = 0;
  for (let k = 0; k < cols; k++) {
    const w = timesTransposed(matrix, rows, cols, basis[k]);
    diagonal.push(dot(basis[k], w));
    for (let pass = 0; pass < 2; pass++) {
      for (const v of basis) {
        const overlap = dot(v, w);
        for (let i = 0; i < cols; i++) w[i] -= overlap * v[i];
      }
    }
    const before = eigenvalue;
    eigenvalue = largestTridiagonalEigenvalue(diagonal, offDiagonal);
    steady = Math.abs(eigenvalue - before) <= CONVERGED * eigenvalue ? steady + 1 : 0;
    const beta = Math.sqrt(dot(w, w));
    if (steady > 1 || beta <= Number.EPSILON * eigenvalue) break;
    offDiagonal.push(beta);
    basis.push(w.map((x) => x / beta));
  }
  return Math.sqrt(eigenvalue);
}

/** MᵀM v. */
function timesTransposed(matrix: Floats, rows: number, cols: number, v: Float64Array): Float64Array {
  const out = new Float64Array(cols);
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let j = 0; j < cols; j++) sum += matrix[i * cols + j] * v[j];
    for (let j = 0; j < cols; j++) out[j] += matrix[i * cols + j] * sum;
  }
  return out;
}
