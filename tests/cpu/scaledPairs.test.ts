// The scaled steps by themselves: networks of the cell rnn whose numbers a sweep would leave to the plain ones.

import { gradientPairs } from "../pairs/gradientPairs.ts";
import { engineOn, scaledSources } from "./engine.ts";

gradientPairs(() => engineOn(scaledSources, ["--optimizeLevel", "3"]), {
  // Unbounded units have no range to leave: their plain steps follow every size.
  sizes: { tanh: [1, 2, 7, 16], relu: [1], identity: [1], sigmoid: [1, 3, 17] },
  fits: (hidden, unroll) => unroll * hidden ** 2 <= 60_000,
  shapes: [
    [5, 7, 3, 2, 1, "tanh"],
    [9, 20, 2, 3, 3, "sigmoid"],
  ],
});
