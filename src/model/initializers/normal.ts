// Normal: W_ij ~ N(0, gain² / fan_in).

import type { Initializer } from "./initializer.ts";

export const normal: Initializer = {
  label: "normal",
  definition: "independent normal entries with standard deviation gain / √fan_in",
  scale: "gain",
  draw(rows, cols, random) {
    return Float64Array.from({ length: rows * cols }, () => random.normal() / Math.sqrt(cols));
  },
};
