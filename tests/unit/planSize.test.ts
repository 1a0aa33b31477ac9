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

describe("a sweep of more than a million networks", { timeout: 30_000 }, () => {
  it("gets larger tiles than an engine would like, which then runs them in parts", () => {
    for (const limits of [{ ...tiny, isSoft: true }, tiny]) {
      const plan = planSweep(large, () => limits);
      expect(plan.tiles.length).toBeLessThan(200_000);
      expect(plan.tiles.reduce((sum, tile) => sum + tileSize(tile), 0)).toBe(plan.networks);
    }
  });

  it("is refused with a sentence where it has more structures than tiles can be listed", () => {
    const structures = (count: number) =>
      sound({
        axes: [
          { param: "seed", from: 0, to: count - 1, count },
          { param: "model.hidden", from: 1, to: 128, count: 128 },
        ],
      });
    expect(() => planSweep(structures(3000), () => tiny)).toThrow(/fewer positions on the axes that change/);
    // The control: fewer of them, and the same kind of sweep is planned.
    expect(planSweep(structures(30), () => tiny).networks).toBe(30 * 128);
  });

  it("of a hundred million networks has a few thousand tiles, where only time limits them", () => {
    const huge = sound({
      axes: [
        { param: "init.recurrent.gain", from: 0, to: 1, count: 10_000 },
        { param: "init.bias", from: 0, to: 1, count: 10_000 },
      ],
    });
    const plan = planSweep(huge, () => ({ ...tiny, maxNetworks: 8192, maxCost: 1e9, isSoft: true }));
    expect(plan.tiles.length).toBeGreaterThan(1000);
    expect(plan.tiles.length).toBeLessThan(5000);
  });
});
