// The curvature of the loss: the largest eigenvalue of its Hessian in all parameters together. No Hessian is formed; Lanczos
// (Golub & Van Loan, ch. 10) asks only for its products with vectors, each from two gradients.

import { largestTridiagonalEigenvalue } from "../eigenvalue.ts";
import type { GradientEvaluator } from "../gradient.ts";
import { lanczosStart } from "../jacobian.ts";
import { eachParameter, type Parameters, parameterNames } from "../network.ts";
import { powerOfTwo } from "../scaled.ts";
import { dot } from "../vector.ts";

/** More rounds than this change the largest eigenvalue by nothing that a map could show. */
const MOST_ROUNDS = 24;
/** A round that changes it by less than this, relative, is the last. */
const CONVERGED = 1e-9;
/** Step of a central difference: ε^(1/3), where truncation and rounding balance, times the parameters' size. */
const STEP = 6e-6;

/** The largest eigenvalue of the Hessian of the loss at some parameters; NaN where gradients leave float64's range. */
export function sharpnessOf(evaluator: GradientEvaluator, parameters: Parameters, unroll: number): number {
  const at = flat(parameters);
  const size = STEP * Math.max(1, Math.sqrt(dot(at, at)));
  const product = (v: Float64Array) => {
    const ahead = gradientAt(
      evaluator,
      parameters,
      at.map((x, i) => x + size * v[i]),
      unroll,
    );
    const behind = gradientAt(
      evaluator,
      parameters,
      at.map((x, i) => x - size * v[i]),
      unroll,
    );
    return ahead.map((x, i) => (x - behind[i]) / (2 * size));
  };
  return largestEigenvalue(product, at.length);
}

/** The largest eigenvalue of a symmetric operator, which may have negative ones. */
function largestEigenvalue(product: (v: Float64Array) => Float64Array, size: number): number {
  const basis = [lanczosStart(size)];
  const diagonal: number[] = [];
  const offDiagonal: number[] = [];
  let eigenvalue = Number.NaN;
  for (let k = 0; k < Math.min(size, MOST_ROUNDS); k++) {
    const w = product(basis[k]);
    diagonal.push(dot(basis[k], w));
    if (!w.every(Number.isFinite)) return Number.NaN;
    for (let pass = 0; pass < 2; pass++) {
      for (const v of basis) {
        const overlap = dot(v, w);
        for (let i = 0; i < size; i++) w[i] -= overlap * v[i];
      }
    }
    const before = eigenvalue;
    eigenvalue = largestShifted(diagonal, offDiagonal);
    const beta = Math.sqrt(dot(w, w));
    const scale = Math.max(...diagonal.map(Math.abs), beta);
    if (Math.abs(eigenvalue - before) <= CONVERGED * Math.abs(eigenvalue) || beta <= CONVERGED * scale) break;
    offDiagonal.push(beta);
    basis.push(w.map((x) => x / beta));
  }
  return eigenvalue;
}

/** The bisection asks for a positive semidefinite matrix: shifted by its Gershgorin bound every one is. */
function largestShifted(diagonal: readonly number[], offDiagonal: readonly number[]): number {
  const shift = Math.max(
    ...diagonal.map((x, i) => Math.abs(x) + (offDiagonal[i - 1] ?? 0) + (offDiagonal[i] ?? 0)),
  );
  return (
    largestTridiagonalEigenvalue(
      diagonal.map((x) => x + shift),
      offDiagonal,
    ) - shift
  );
}

/** All parameters in one vector, in the order in which they are listed everywhere. */
function flat(parameters: Parameters): Float64Array {
  return Float64Array.from(parameterNames.flatMap((name) => Array.from(parameters[name])));
}

function gradientAt(
  evaluator: GradientEvaluator,
  like: Parameters,
  at: Float64Array,
  unroll: number,
): Float64Array {
  let next = 0;
  const parameters = eachParameter((name) => {
    const start = next;
    next += like[name].length;
    return at.slice(start, next);
  });
  evaluator.evaluate(parameters, unroll, { jacobian: false, trace: false });
  return Float64Array.from(
    parameterNames.flatMap((name) => {
      const { values, exponent } = evaluator.gradient[name];
      return Array.from(values, (x) => (x === 0 ? 0 : x * powerOfTwo(exponent)));
    }),
  );
}
