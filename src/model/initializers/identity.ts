// Identity: W = gain · I (ones on the main diagonal where the matrix is not square; Le, Jaitly & Hinton 2015).

import type { Initializer } from "./initializer.ts";

export const identity: Initializer = {
  label: "identity",
  definition: "gain × the identity matrix",
  scale: "gain",
  draw(rows, cols) {
    const base = new Float64Array(rows * cols);
    for (let i = 0; i < Math.min(rows, cols); i++) base[i * cols + i] = 1;
    return base;
  },
};
