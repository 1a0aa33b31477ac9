// Tiles of gradients on the GPU, in one piece and cut into slices of one and of seven steps.

import { gradientTiles } from "../pairs/gradientTiles.ts";
import { openEngine } from "./adapter.ts";

gradientTiles(
  openEngine,
  [1, 3],
  [1, 7].map((fixedSteps) => [() => openEngine(undefined, { fixedSteps }), 1000] as const),
);
