// How many tiles a plan may have: a list of millions would fill the memory of every thread before anything ran.

import { describe, expect, it } from "vitest";
import { planSweep } from "../../src/sweep/plan.ts";
import { tileSize } from "../../src/sweep/tile.ts";
import { sound } from "./draw.ts";

const large = sound({
  axes: [
    { param: "init.recurrent.gain", from: 0, to: 1, count: 1200 },
    { param: "init.bias", from: 0, to: 1, count: 1000 },
  ],
});
const tiny = { maxNetworks: 1, maxCost: 1, costPerNetwork: 1, costPerStep: 0 };

describe("a sweep of more than a million networks", () => {
  it("gets larger tiles than an engine would like, where its limits are soft", () => {
    const plan = planSweep(large, () => ({ ...tiny, isSoft: true }));
    expect(plan.tiles.length).toBeLessThan(200_000);
    expect(plan.tiles.reduce((sum, tile) => sum + tileSize(tile), 0)).toBe(plan.networks);
  });

  it("is refused with a sentence where hard limits would cut it into too many tiles", () => {
    expect(() => planSweep(large, () => tiny)).toThrow(/fewer points, shorter unrolls or smaller networks/);
    // The control: a larger tile, and the same sweep is planned.
    expect(planSweep(large, () => ({ ...tiny, maxNetworks: 100, maxCost: 100 })).networks).toBe(1_200_000);
  });
});
