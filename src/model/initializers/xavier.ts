// Xavier (Glorot & Bengio 2010): W_ij ~ N(0, gain² · 2 / (fan_in + fan_out)).

import type { Initializer } from "./initializer.ts";

export const xavier: Initializer = {
  label: "Xavier normal",
  definition: "independent normal entries with standard deviation gain·√(2 / (fan_in + fan_out))",
  scale: "gain",
  draw(rows, cols, random) {
    const deviation = Math.sqrt(2 / (rows + cols));
    return Float64Array.from({ length: rows * cols }, () => random.normal() * deviation);
  },
};
