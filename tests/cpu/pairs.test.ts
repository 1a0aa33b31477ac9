// The CPU's kernels against the reference in mode gradient: every size around the widths of their blocks of rows and
// columns, and batches of every rest by four.

import { gradientPairs } from "../pairs/gradientPairs.ts";
import { openEngine } from "./engine.ts";

gradientPairs(openEngine, {
  sizes: {
    tanh: [1, 2, 3, 4, 5, 7, 8, 9, 12, 13, 16, 17, 31, 32, 33, 64, 100, 128],
    relu: [1, 3, 5, 8, 17, 64],
    identity: [1, 4, 8, 9, 32],
    sigmoid: [1, 2, 13, 16, 17],
  },
  // The reference's Jacobian costs T · H³ here: a tenth of a second at most.
  fits: (hidden, unroll) => unroll * hidden ** 2 <= 170_000,
  shapes: [
    [5, 7, 3, 2, 1, "tanh"],
    [9, 20, 2, 3, 3, "relu"],
    [1, 3, 1, 5, 2, "identity"],
    [64, 4, 64, 64, 3, "sigmoid"],
    [1, 9, 2, 1, 1, "sigmoid"],
    [2, 40, 1, 1, 4, "tanh"],
    [3, 12, 9, 7, 13, "relu"],
    [5, 6, 16, 4, 17, "tanh"],
    [64, 8, 1, 3, 9, "tanh"],
  ],
});
