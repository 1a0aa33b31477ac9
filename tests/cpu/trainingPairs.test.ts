// The CPU's training kernels against the reference: every optimiser at every size around the kernels' blocks.

import { type OptimizerName, optimizers } from "../../src/model/optimizers/index.ts";
import { trainingPairs } from "../pairs/trainingPairs.ts";
import { openEngine } from "./engine.ts";

const names = Object.keys(optimizers) as OptimizerName[];

trainingPairs(openEngine, {
  sizes: {
    tanh: [1, 2, 3, 4, 5, 8, 9, 16, 17, 33, 64, 128],
    relu: [3, 1, 8],
    identity: [1, 5],
    sigmoid: [1, 2, 9],
  },
  fits: (hidden, unroll) => unroll * hidden <= 450,
  stepsOf: (hidden) => (hidden > 60 ? 6 : 40),
  optimizersFor: (a, s) => (s < 2 ? names : [names[(a + s) % names.length]]),
  shapes: [
    [5, 7, 2, 2, 1, "tanh", "momentum"],
    [9, 4, 2, 2, 3, "relu", "adam"],
    [1, 3, 1, 3, 1, "identity", "sgd"],
    [3, 5, 3, 1, 1, "tanh", "adam"],
    [2, 6, 1, 1, 2, "sigmoid", "momentum"],
    [64, 4, 5, 3, 9, "tanh", "sgd"],
    [7, 3, 64, 64, 8, "relu", "sgd"],
  ],
});
