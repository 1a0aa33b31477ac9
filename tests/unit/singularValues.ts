// Singular values by a way of their own, for whatever the reference claims about a Jacobian.

import { dot } from "./plainNetwork.ts";

/** Singular values, largest first, by one-sided Jacobi rotations (Hestenes 1958). */
export function singularValues(matrix: number[][]): number[] {
  const columns = matrix[0].map((_, j) => matrix.map((row) => row[j]));
  for (let sweep = 0; sweep < 60; sweep++) {
    for (let p = 0; p < columns.length; p++) {
      for (let q = p + 1; q < columns.length; q++) rotate(columns, p, q);
    }
  }
  return columns.map((c) => Math.sqrt(dot(c, c))).toSorted((a, b) => b - a);
}

function rotate(columns: number[][], p: number, q: number): void {
  const [u, v] = [columns[p], columns[q]];
  const overlap = dot(u, v);
  if (overlap === 0) return;
  const zeta = (dot(v, v) - dot(u, u)) / (2 * overlap);
  const t = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
  const c = 1 / Math.sqrt(1 + t * t);
  columns[p] = u.map((x, i) => c * (x - t * v[i]));
  columns[q] = v.map((x, i) => c * (x + t * u[i]));
}
