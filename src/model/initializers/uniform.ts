// Uniform: W_ij ~ U(−b, b) with b = gain·√(3 / fan_in), so that the variance is gain² / fan_in.

import type { Initializer } from "./initializer.ts";

export const uniform: Initializer = {
  label: "uniform",
  definition: "independent entries, uniform between ± gain·√(3 / fan_in)",
  scale: "gain",
  draw(rows, cols, random) {
    const bound = Math.sqrt(3 / cols);
    return Float64Array.from({ length: rows * cols }, () => bound * (2 * random.uniform() - 1));
  },
};
