// What is run: the cases of a bench, and plans of even tiles that hold every network once.

import { describe, expect, it } from "vitest";
import { ReferenceEngine } from "../../../src/engine/reference.ts";
import {
  caseName,
  casesOf,
  followedCases,
  gradientCase,
  trainingCase,
} from "../../../src/lab/bench/cases.ts";
import { evenPlan, mapOf, mapSpec } from "../../../src/lab/bench/line.ts";
import { cells } from "../../../src/model/cells/index.ts";
import type { TileLimits } from "../../../src/sweep/plan.ts";
import { flatIndex, tileIndices, tileSize } from "../../../src/sweep/tile.ts";
import { benchSizes } from "../../../src/sweep/view.ts";

describe("the cases", () => {
  it("of a full bench are every hidden size, cell and mode, each once", () => {
    const names = casesOf({ quick: false }).map(caseName);
    expect(new Set(names).size).toBe(benchSizes.length * Object.keys(cells).length * 2);
    expect(names.length).toBe(new Set(names).size);
  });

  it("of a quick one are some of them, with the very same work", () => {
    const full = casesOf({ quick: false });
    const quick = casesOf({ quick: true });
    expect(quick.length).toBeLessThan(full.length / 3);
    for (const one of quick) expect(full).toContainEqual(one);
  });

  it("can be had for single sizes, of which one is followed in any case", () => {
    const one = casesOf({ quick: true, hidden: [64] });
    expect(new Set(one.map(({ hidden }) => hidden))).toEqual(new Set([64]));
    expect(followedCases(one, true)).toEqual([one[0]]);
    expect(followedCases(casesOf({ quick: false }), false).map(caseName)).toEqual([
      "gradient, rnn, H = 1",
      "training, rnn, H = 8",
      "gradient, lstm, H = 32",
    ]);
  });

  it("train the longer the smaller the network is", () => {
    const updates = benchSizes.map((size) => trainingCase("lstm", size).training?.updates ?? 0);
    expect(updates).toEqual(updates.toSorted((a, b) => b - a));
    expect([updates[0], updates.at(-1)]).toEqual([500, 10]);
  });
});

/** An engine with these limits; nothing is run. */
function limited(limits: TileLimits): ReferenceEngine {
  return Object.assign(new ReferenceEngine(), { limitsOf: () => limits });
}

const roomy: TileLimits = { maxNetworks: 1000, maxCost: 1e12, costPerNetwork: 1, costPerStep: 1 };

describe("an even plan", () => {
  it.each([
    [1, 1, roomy],
    [4096, 1, roomy],
    [1000, 3, roomy],
    [77, 8, roomy],
    [64, 1, { ...roomy, maxNetworks: 1 }],
    [500, 2, { ...roomy, maxCost: 510 }],
  ])(
    "of %i networks for %i threads holds each network once, within the limits",
    (networks, threads, limits) => {
      const spec = mapOf(gradientCase("rnn", 1), networks);
      const plan = evenPlan(spec, limited(limits), threads);
      const seen = plan.tiles.flatMap((tile) =>
        [...tileIndices(tile)].map((at) => flatIndex(plan.shape, at)),
      );
      expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: plan.networks }, (_, n) => n));
      const most = Math.floor(limits.maxCost / (limits.costPerNetwork + 50 * limits.costPerStep));
      for (const tile of plan.tiles) {
        expect(tileSize(tile)).toBeLessThanOrEqual(Math.min(limits.maxNetworks, Math.max(1, most)));
      }
      expect(plan.tiles.length).toBeGreaterThanOrEqual(Math.min(threads, plan.networks));
      expect(plan.tiles.map(({ index }) => index)).toEqual(plan.tiles.map((_, index) => index));
      // About as many as were asked for, and exactly where they are a power of four.
      expect(Math.abs(plan.networks / networks - 1)).toBeLessThan(0.1);
    },
  );

  it("is one tile where one thread has room for all", () => {
    expect(evenPlan(mapSpec(gradientCase("gru", 4), 8, 8), limited(roomy), 1).tiles.length).toBe(1);
  });
});
