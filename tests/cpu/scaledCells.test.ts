// The scaled steps by themselves: cells with gates whose numbers a sweep would leave to the plain ones.

import { cellPairs } from "../pairs/cellPairs.ts";
import { engineOn, scaledSources } from "./engine.ts";

cellPairs(() => engineOn(scaledSources, ["--optimizeLevel", "3"]), {
  sizes: [1, 2, 5, 16, 33],
  fits: (hidden, unroll) => unroll * hidden <= 1000,
  trained: [],
});
