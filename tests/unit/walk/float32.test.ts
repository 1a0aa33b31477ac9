// Where a plain float32 program loses the gradient, against such a program: one that multiplies in float32.

import { describe, expect, it } from "vitest";
import { alwaysRunning, RunCancelled } from "../../../src/engine/engine.ts";
import { walkNetwork } from "../../../src/engine/walk.ts";
import { float32Losses } from "../../../src/model/walk/float32.ts";
import { MOST_COLUMNS, StripSum } from "../../../src/model/walk/strip.ts";
import { Strongest } from "../../../src/model/walk/strongest.ts";
import { signedUniform, sound } from "../draw.ts";

/** The steps at which a gradient that is multiplied by w per step, in float32, leaves the normal numbers, all of them, and the range. */
function plainProgram(w: number, steps: number) {
  let g = Math.fround(1);
  const first: Record<"subnormal" | "lost" | "overflown", number | null> = {
    subnormal: null,
    lost: null,
    overflown: null,
  };
  for (let t = steps; t >= 0; t--) {
    if (Math.abs(g) < 2 ** -126) first.subnormal ??= t;
    if (g === 0) first.lost ??= t;
    if (!Number.isFinite(g)) first.overflown ??= t;
    g = Math.fround(g * Math.fround(w));
  }
  return first;
}

const logs = (w: number, steps: number) =>
  Array.from({ length: steps + 1 }, (_, t) => (steps - t) * Math.log10(Math.abs(w)));

describe("what float32 would have lost", () => {
  it.each([0.5, 0.3, -0.1])("is lost at the steps at which such a program loses it, at w = %d", (w) => {
    const { subnormal, lost, overflown } = float32Losses(logs(w, 200));
    const truth = plainProgram(w, 200);
    expect(subnormal).toBe(truth.subnormal);
    expect(overflown).toBeNull();
    // What is below the smallest number may still be rounded up to it, once.
    expect([truth.lost, (truth.lost as number) + 1]).toContain(lost);
    expect(float32Losses(logs(w, 30)).lost).toBe(plainProgram(w, 30).lost);
  });

  it.each([2, -3, 1.7])("runs over at w = %d where it does in such a program", (w) => {
    expect(float32Losses(logs(w, 300))).toEqual({ ...plainProgram(w, 300), subnormal: null, lost: null });
  });

  it("is nothing where the gradient keeps its size, and an exact zero is nobody's fault", () => {
    const nothing = { subnormal: null, lost: null, overflown: null };
    expect(float32Losses(logs(1, 1000))).toEqual(nothing);
    expect(float32Losses([Number.NEGATIVE_INFINITY, 0, 0])).toEqual(nothing);
  });
});

describe("the strongest of many", () => {
  it("are those that sorting finds, whatever their signs", () => {
    const random = signedUniform(5);
    const strongest = new Strongest(6);
    for (const count of [0, 1, 5, 6, 7, 200]) {
      const shares = Array.from({ length: count }, random);
      strongest.reset();
      for (const [id, share] of shares.entries()) strongest.offer(id, share);
      const sorted = shares
        .map((share, id) => ({ share, id }))
        .sort((a, b) => Math.abs(b.share) - Math.abs(a.share));
      expect(Array.from(strongest.ids).filter((id) => id >= 0)).toEqual(
        sorted.slice(0, 6).map(({ id }) => id),
      );
    }
  });
});

describe("the strip of units over time", () => {
  it.each([1, 7, MOST_COLUMNS, MOST_COLUMNS + 1, 1000])(
    "is the mean of the steps in each column, of %i steps",
    (steps) => {
      const sum = new StripSum(steps, 2, 1);
      for (let t = steps; t >= 1; t--) {
        sum.add(0, t, 0, 1);
        sum.add(0, t, 1, t);
      }
      const { columns, stepsPerColumn, layers } = sum.strip;
      expect(columns).toBeLessThanOrEqual(MOST_COLUMNS);
      for (let c = 0; c < columns; c++) {
        const last = Math.min(steps, (c + 1) * stepsPerColumn);
        expect(layers[0][c * 2]).toBeCloseTo(1, 5);
        expect(layers[0][c * 2 + 1] / ((c * stepsPerColumn + 1 + last) / 2)).toBeCloseTo(1, 5);
      }
    },
  );
});

describe("a walk of a spec", () => {
  it("is refused where it has no room, in words that say what to do", async () => {
    const spec = sound({
      model: { cell: "lstm", hidden: 128 },
      task: { kind: "adding", unroll: 2000, batch: 64 },
    });
    await expect(walkNetwork(spec, 0, null, alwaysRunning)).rejects.toThrow(
      /all 64 sequences .* choose one sequence/,
    );
  });

  it("can be cancelled on its way", async () => {
    const spec = sound({ model: { hidden: 64 }, task: { unroll: 5000 } });
    const cancelled = { ready: () => Promise.reject(new RunCancelled()) };
    await expect(walkNetwork(spec, 0, null, cancelled)).rejects.toThrow(RunCancelled);
  });
});
