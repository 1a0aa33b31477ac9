// Constant: every entry = value. At H = 1 `init.recurrent.value` is the feedback weight itself.

import type { Initializer } from "./initializer.ts";

export const constant: Initializer = {
  label: "constant",
  definition: "every entry = value",
  scale: "value",
  draw: (rows, cols) => new Float64Array(rows * cols).fill(1),
};
