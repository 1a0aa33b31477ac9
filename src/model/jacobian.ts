// The spectral norm of ∂s_T/∂s_0 of one sequence, without ever forming the matrix.
// Lanczos on JᵀJ (Golub & Van Loan, ch. 10): each iteration runs one tangent forward and one gradient backward.

import type { State } from "./cells/cell.ts";
import { largestTridiagonalEigenvalue } from "./eigenvalue.ts";
import type { Parameters } from "./network.ts";
import type { Passage } from "./passage.ts";
import { NO_EXPONENT, powerOfTwo, SCALED_ZERO, type Scaled, scaled, scaledSqrt } from "./scaled.ts";
import type { Tape } from "./tape.ts";
import { dot, normalise } from "./vector.ts";

/** Rounds without a change of the eigenvalue beyond this count as converged. */
const CONVERGED = 1e-15;
const CONVERGED_ROUNDS = 3;

/** ‖∂s_T/∂s_0‖₂ of the sequence on the tape, over all parts of the state together. */
export function jacobianNorm(parameters: Parameters, passage: Passage, tape: Tape, unroll: number): Scaled {
  const size = tape.hidden * passage.cell.parts.length;
  const basis: Float64Array[] = [lanczosStart(size)];
  const diagonal: number[] = [];
  const offDiagonal: number[] = [];
  let exponent = 0;
  let eigenvalue = 0;
  let steady = 0;
  for (let k = 0; k < size; k++) {
    const image = timesJTransposedJ(parameters, passage, tape, unroll, basis[k]);
    const imageExponent = Math.max(...image.map((part) => part.exponent));
    if (imageExponent === NO_EXPONENT) break;
    if (k === 0) exponent = imageExponent;
    const w = Float64Array.from(
      image.flatMap((part) => Array.from(part.mantissas, (x) => x * powerOfTwo(part.exponent - exponent))),
    );
    diagonal.push(dot(basis[k], w));
    // Full reorthogonalisation, twice, keeps the basis orthogonal to the last bits.
    for (let pass = 0; pass < 2; pass++) {
      for (const v of basis) {
        const overlap = dot(v, w);
        for (let i = 0; i < size; i++) w[i] -= overlap * v[i];
      }
    }
    const before = eigenvalue;
    eigenvalue = largestTridiagonalEigenvalue(diagonal, offDiagonal);
    steady = Math.abs(eigenvalue - before) <= CONVERGED * eigenvalue ? steady + 1 : 0;
    const beta = Math.sqrt(dot(w, w));
    if (steady >= CONVERGED_ROUNDS || beta <= Number.EPSILON * eigenvalue) break;
    offDiagonal.push(beta);
    basis.push(w.map((x) => x / beta));
  }
  return eigenvalue === 0 ? SCALED_ZERO : scaledSqrt(scaled(eigenvalue, exponent));
}

/**
 * A fixed start of unit length that no weight matrix of interest is orthogonal to: irregular sizes, so that it shares no
 * pattern, and one sign, so that it has a part in what a constant matrix passes on, the sum of the units.
 */
export function lanczosStart(size: number): Float64Array {
  const start = Float64Array.from({ length: size }, (_, i) => {
    const word = Math.imul(i + 1, 0x9e3779b1);
    const hash = Math.imul(word ^ (word >>> 15), 0x85ebca6b);
    return 0.5 + ((hash >>> 8) & 0xffff) / 0x1ffff;
  });
  const length = Math.sqrt(dot(start, start));
  return start.map((x) => x / length);
}

/** JᵀJ v: the tangent v through steps 1…T, then the result back through steps T…1. */
function timesJTransposedJ(
  parameters: Parameters,
  passage: Passage,
  tape: Tape,
  unroll: number,
  v: Float64Array,
): State {
  const H = tape.hidden;
  let current = passage.newState();
  let other = passage.newState();
  current.forEach((part, p) => {
    part.mantissas.set(v.subarray(p * H, (p + 1) * H));
    part.exponent = 0;
    normalise(part);
  });
  for (let t = 1; t <= unroll; t++) {
    passage.tangent(parameters, tape, t, current, other);
    [current, other] = [other, current];
  }
  for (let t = unroll; t >= 1; t--) passage.backward(parameters, tape, t, current);
  return current;
}
