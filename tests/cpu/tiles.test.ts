// Tiles of gradients on the CPU: on one engine and on several, in tiles of any size, and as an inspection sees a network.
// The sizes are those whose networks go side by side in eights, fours, twos and alone.

import { expect, test } from "vitest";
import { openedFor, planFor, resultsOf, specOf } from "../pairs/engines.ts";
import { gradientTiles } from "../pairs/gradientTiles.ts";
import { openEngine } from "./engine.ts";
import { openPool } from "./pool.ts";

gradientTiles(
  openEngine,
  [1, 2, 3, 5, 9],
  [
    [openPool, 5],
    [openPool, 1],
    [openEngine, 1],
    [openEngine, 64],
  ],
);

const engine = openedFor(openEngine);

for (const cell of ["rnn", "gru", "lstm"]) {
  for (const hidden of [1, 2, 5]) {
    test(`${cell} at H = ${hidden}: a network is inspected bit by bit as it is in its tile`, async () => {
      const names = ["loss", "logLoss", "logGradientRatio", "logGradientNorm", "saturation"] as const;
      const gains = [0, 0.5, 3, 40];
      const fields = { model: { cell, hidden }, task: { unroll: 9 }, metrics: names, replicates: 3 };
      const axes = [{ param: "init.recurrent.gain", values: gains }];
      const inTile = await resultsOf(engine(), planFor(engine(), specOf({ ...fields, axes })));
      for (const [g, gain] of gains.entries()) {
        for (let replicate = 0; replicate < 3; replicate++) {
          const alone = await engine().inspect(
            specOf({ ...fields, init: { recurrent: { gain } } }),
            replicate,
          );
          for (const name of names) expect(alone.metrics[name]).toBe(inTile.get(name)?.[3 * g + replicate]);
        }
      }
    });
  }
}
