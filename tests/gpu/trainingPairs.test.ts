// The GPU's training kernel against the reference.

import { type OptimizerName, optimizers } from "../../src/model/optimizers/index.ts";
import { trainingPairs } from "../pairs/trainingPairs.ts";
import { openEngine } from "./adapter.ts";

const names = Object.keys(optimizers) as OptimizerName[];

trainingPairs(openEngine, {
  sizes: { tanh: [1, 2, 8, 33, 128], relu: [3, 1], identity: [1], sigmoid: [1] },
  // Long unrolls of wide networks would take minutes on a software adapter; narrow ones cover that length.
  fits: (hidden, unroll) => unroll * hidden <= 400,
  stepsOf: (hidden) => (hidden > 100 ? 6 : 40),
  // Compiling is what takes long: all optimisers meet the first size of the first two activations, that is both ways of
  // exchange and both kinds of activation; every other pair of activation and size meets one of them, in turn.
  optimizersFor: (a, s) => (a < 2 && s === 0 ? names : [names[(a + s) % names.length]]),
  shapes: [
    [5, 7, 2, 2, 1, "tanh", "momentum"],
    [9, 4, 2, 2, 3, "relu", "adam"],
    [1, 3, 1, 3, 1, "identity", "sgd"],
    [3, 5, 3, 1, 1, "tanh", "adam"],
  ],
});
