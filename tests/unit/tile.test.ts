// Tiles: their networks in order, and their places in the whole grid.

import { describe, expect, it } from "vitest";
import { specAt } from "../../src/sweep/axis.ts";
import { planSweep } from "../../src/sweep/plan.ts";
import { unrollOf } from "../../src/sweep/point.ts";
import {
  eachFlatIndex,
  flatIndex,
  networkAt,
  structuralSpec,
  tileIndices,
  tileNetworks,
} from "../../src/sweep/tile.ts";
import { sound } from "./draw.ts";

const limits = { maxNetworks: 50, maxCost: 1e18, costPerNetwork: 1, costPerStep: 1 };

describe("a tile", () => {
  const spec = sound({
    replicates: 3,
    axes: [
      { param: "init.recurrent.gain", from: 0, to: 8, count: 9 },
      { param: "task.unroll", from: 1, to: 20, count: 20 },
      { param: "model.hidden", values: [2, 3] },
    ],
  });
  const plan = planSweep(spec, () => limits);

  it("has networks that are those of the spec at its indices, in the same order", () => {
    for (const tile of plan.tiles) {
      const networks = tileNetworks(plan, tile);
      [...tileIndices(tile)].forEach((indices, n) => {
        const at = specAt(plan.spec, indices);
        expect(networkAt(networks, n).unroll).toBe(unrollOf(at.task));
        expect(at.init).toHaveProperty("recurrent.gain", networkAt(networks, n).scales.recurrent);
        expect(networkAt(networks, n).replicate).toBe(indices[3]);
        expect(at.model.hidden).toBe(structuralSpec(plan, tile).model.hidden);
      });
    }
  });

  it("is laid out with the last dimension fastest", () => {
    expect(flatIndex([4, 3, 2], [0, 0, 1])).toBe(1);
    expect(flatIndex([4, 3, 2], [0, 1, 0])).toBe(2);
    expect(flatIndex([4, 3, 2], [1, 0, 0])).toBe(6);
    expect(flatIndex([4, 3, 2], [3, 2, 1])).toBe(23);
    const tile = { index: 0, start: [1, 0], stride: [2, 3], count: [2, 2] };
    expect([...tileIndices(tile)]).toEqual([
      [1, 0],
      [1, 3],
      [3, 0],
      [3, 3],
    ]);
  });
});

it("the flat positions of a tile are those of its indices, one by one", () => {
  const shape = [7, 1, 5, 3];
  for (const tile of [
    { index: 0, start: [1, 0, 0, 1], stride: [2, 1, 3, 1], count: [3, 1, 2, 2] },
    { index: 0, start: [0, 0, 0, 0], stride: [1, 1, 1, 1], count: shape },
    { index: 0, start: [6, 0, 4, 2], stride: [16, 16, 8, 4], count: [1, 1, 1, 1] },
    { index: 0, start: [0, 0, 1, 0], stride: [1, 1, 2, 1], count: [0, 1, 2, 3] },
  ]) {
    const visited: number[] = [];
    eachFlatIndex(shape, tile, (flat, n) => {
      expect(n).toBe(visited.length);
      visited.push(flat);
    });
    expect(visited).toEqual([...tileIndices(tile)].map((indices) => flatIndex(shape, indices)));
    // Control: with the strides of another shape they are others.
    const others = [...tileIndices(tile)].map((indices) => flatIndex([7, 1, 5, 4], indices));
    if (visited.length > 1) expect(visited).not.toEqual(others);
  }
});
