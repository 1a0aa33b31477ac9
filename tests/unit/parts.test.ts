// A tile that is more than its engine takes at once: run in parts, and whole again.

import { expect, it } from "vitest";
import { alwaysRunning, type Preview } from "../../src/engine/engine.ts";
import { ReferenceEngine } from "../../src/engine/reference.ts";
import { PartedTiles } from "../../src/lab/parts.ts";
import { planSweep, type TileLimits } from "../../src/sweep/plan.ts";
import type { SweepSpec } from "../../src/sweep/spec.ts";
import { tileSize } from "../../src/sweep/tile.ts";
import { sound } from "./draw.ts";

/** The reference, which takes so many networks at once. */
class Narrow extends ReferenceEngine {
  readonly sizes: number[] = [];

  constructor(private readonly most: (spec: SweepSpec) => number) {
    super();
  }

  override limitsOf(spec: SweepSpec): TileLimits {
    return { maxNetworks: this.most(spec), maxCost: 1e12, costPerNetwork: 1, costPerStep: 1 };
  }

  override run(...[plan, tile, control]: Parameters<ReferenceEngine["run"]>) {
    this.sizes.push(tileSize(tile));
    return super.run(plan, tile, control);
  }
}

const spec = sound({
  replicates: 2,
  axes: [
    { param: "init.recurrent.gain", from: 0, to: 2, count: 7 },
    { param: "model.hidden", values: [2, 5] },
    { param: "task.unroll", from: 1, to: 9, count: 9 },
  ],
});
const plan = planSweep(spec, () => ({ maxNetworks: 1e6, maxCost: 1e12, costPerNetwork: 1, costPerStep: 1 }));

it("a tile in parts has the numbers of the tile as a whole, in their places", async () => {
  const engine = new Narrow(({ model }) => (model.hidden === 5 ? 10 : 1e6));
  const parted = new PartedTiles(plan, engine);
  for (const tile of plan.tiles) {
    const whole = await new ReferenceEngine().run(plan, tile, alwaysRunning);
    engine.sizes.length = 0;
    const previews: Preview[] = [];
    const chunk = await parted.run(tile, { ...alwaysRunning, preview: (one) => previews.push(one) });
    expect(chunk).toEqual(whole);
    expect(chunk.tile).toBe(tile);
    const isCostly = tile.start[1] === 1;
    expect(engine.sizes.length > 1).toBe(isCostly);
    expect(engine.sizes.every((size) => size <= (isCostly ? 10 : 1e6))).toBe(true);
    // Whoever looks on sees every part as soon as it is done.
    expect(previews.length).toBe(isCostly ? engine.sizes.length : 0);
    expect(previews.every(({ chunk: part, share }) => share === 1 && part.tile.index === tile.index)).toBe(
      true,
    );
  }
});

it("parts in each other's places would be noticed (control)", async () => {
  const [tile] = plan.tiles;
  const whole = await new ReferenceEngine().run(plan, tile, alwaysRunning);
  class Shuffled extends Narrow {
    override async run(...[at, part, control]: Parameters<ReferenceEngine["run"]>) {
      const chunk = await super.run(at, part, control);
      return { ...chunk, tile: { ...part, start: tile.start } };
    }
  }
  expect(await new PartedTiles(plan, new Shuffled(() => 10)).run(tile, alwaysRunning)).not.toEqual(whole);
});
