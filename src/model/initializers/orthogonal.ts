// Orthogonal (Saxe, McClelland & Ganguli 2014): W = gain · Q with orthonormal rows or columns, uniform (Haar) over them.

import { dot } from "../vector.ts";
import type { Initializer } from "./initializer.ts";

export const orthogonal: Initializer = {
  label: "orthogonal",
  definition: "gain × a random matrix with orthonormal columns (rows, where it is wide)",
  scale: "gain",
  draw(rows, cols, random) {
    const long = Math.max(rows, cols);
    const short = Math.min(rows, cols);
    const vectors = Array.from({ length: short }, () =>
      Float64Array.from({ length: long }, () => random.normal()),
    );
    for (let k = 0; k < short; k++) orthonormalise(vectors, k);
    const base = new Float64Array(rows * cols);
    for (let k = 0; k < short; k++) {
      for (let i = 0; i < long; i++) {
        // Tall or square: vector k is column k; wide: it is row k.
        base[rows >= cols ? i * cols + k : k * cols + i] = vectors[k][i];
      }
    }
    return base;
  },
};

/**
 * Gram–Schmidt step k on normal vectors: what is left of each is uniform on the sphere of what is free.
 * Done twice ("twice is enough", Kahan), so that the result is orthogonal to the last bits.
 */
function orthonormalise(vectors: readonly Float64Array[], k: number): void {
  const vector = vectors[k];
  for (let pass = 0; pass < 2; pass++) {
    for (let j = 0; j < k; j++) {
      const overlap = dot(vector, vectors[j]);
      for (let i = 0; i < vector.length; i++) vector[i] -= overlap * vectors[j][i];
    }
    const length = Math.sqrt(dot(vector, vector));
    for (let i = 0; i < vector.length; i++) vector[i] /= length;
  }
}
