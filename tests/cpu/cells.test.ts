// The CPU's cells with gates against the reference.

import { cellPairs } from "../pairs/cellPairs.ts";
import { openEngine } from "./engine.ts";

cellPairs(openEngine, {
  sizes: [1, 2, 3, 5, 8, 9, 16, 17, 33, 64, 128],
  fits: (hidden, unroll) => unroll * hidden <= 1300,
  trained: [
    [1, "sgd"],
    [2, "adam"],
    [3, "momentum"],
    [8, "adam"],
    [8, "momentum"],
    [17, "sgd"],
  ],
});
