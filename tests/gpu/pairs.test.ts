// The GPU's kernels against the reference in mode gradient.

import { gradientPairs } from "../pairs/gradientPairs.ts";
import { openEngine } from "./adapter.ts";

gradientPairs(openEngine, {
  // Training meets the same sizes of tanh, on the same programs: its stories have the gradients in them (trainingPairs).
  sizes: {
    tanh: [1, 2, 8, 33, 128],
    relu: [1, 3, 17, 64],
    identity: [1, 8, 32],
    sigmoid: [1, 2, 17],
  },
  // A wide network at T = 1000 would take minutes on a software adapter; narrow ones cover that length.
  fits: (hidden, unroll) => unroll * hidden <= 2000 && (hidden < 128 || unroll <= 10),
  shapes: [
    [5, 7, 3, 2, 1, "tanh"],
    [9, 20, 2, 3, 3, "relu"],
    [1, 3, 1, 5, 2, "identity"],
    [64, 4, 64, 64, 3, "sigmoid"],
  ],
});
