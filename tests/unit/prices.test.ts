// The notes' task: the four cases, what stands between yesterday and today, and what can be known from today alone.

import { describe, expect, it } from "vitest";
import { tasks } from "../../src/model/tasks/index.ts";
import { priceCases } from "../../src/model/tasks/prices.ts";
import { inspect, sound } from "./draw.ts";

type Cases = keyof typeof priceCases;

/** The inputs [B][T] that a network unrolled over `unroll` steps sees. */
function inputsOf(cases: Cases, between: "zero" | "hold", unroll: number): number[][] {
  const data = tasks.prices.data({ unroll, between, cases }, 0);
  return Array.from({ length: data.batch }, (_, b) =>
    Array.from({ length: unroll }, (_x, t) => data.input(t + 1, unroll, b, 0)),
  );
}

/** The least mean squared error of any function of the given inputs: within each equal input, the mean is best. */
function bestLoss(cases: readonly (readonly number[])[], seen: (c: readonly number[]) => string): number {
  const groups = group(cases, seen);
  let sum = 0;
  for (const targets of groups.values()) {
    const mean = targets.reduce((a, b) => a + b, 0) / targets.length;
    for (const target of targets) sum += (target - mean) ** 2;
  }
  return sum / cases.length;
}

function group(cases: readonly (readonly number[])[], seen: (c: readonly number[]) => string) {
  const groups = new Map<string, number[]>();
  for (const c of cases) groups.set(seen(c), [...(groups.get(seen(c)) ?? []), c[2]]);
  return groups;
}

describe("the price task", () => {
  it("shows yesterday at t = 1, today at t = T, and zeros between", () => {
    expect(inputsOf("notes", "zero", 4)).toEqual([
      [0, 0, 0, 0],
      [0, 0, 0, 0.5],
      [1, 0, 0, 0.5],
      [1, 0, 0, 1],
    ]);
    expect([...tasks.prices.data({ unroll: 4, between: "zero", cases: "notes" }, 0).targets]).toEqual([
      0, 1, 1, 1,
    ]);
  });

  it("holds yesterday's price between, where that is asked for", () => {
    expect(inputsOf("notes", "hold", 4)).toEqual([
      [0, 0, 0, 0],
      [0, 0, 0, 0.5],
      [1, 1, 1, 0.5],
      [1, 1, 1, 1],
    ]);
    expect(inputsOf("notes", "hold", 2)).toEqual(inputsOf("notes", "zero", 2));
  });

  it("shows only today where the network is not unrolled", () => {
    expect(inputsOf("notes", "zero", 1)).toEqual([[0], [0.5], [0.5], [1]]);
    expect(inputsOf("everHigh", "hold", 1)).toEqual([[0], [1], [0], [1]]);
  });

  it("targets, in everHigh, whether any day was high", () => {
    expect(priceCases.everHigh.map(([y, x, target]) => Math.max(y, x) === target)).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it("asks for memory in everHigh: without it the best loss is exactly 0.125, a constant's 0.1875", () => {
    expect(bestLoss(priceCases.everHigh, ([, today]) => String(today))).toBe(0.125);
    expect(bestLoss(priceCases.everHigh, () => "")).toBe(0.1875);
    expect(bestLoss(priceCases.everHigh, ([yesterday, today]) => `${yesterday} ${today}`)).toBe(0);
  });

  it("can be solved from today alone in the notes' cases (control)", () => {
    expect(bestLoss(priceCases.notes, ([, today]) => String(today))).toBe(0);
  });

  it("gives the lab's loss of a network without memory that is as good as can be: 0.125", async () => {
    // h = today, y = today / 2 + 1/2: the best function of today. Recurrent weight 0 forgets yesterday.
    const spec = {
      model: { activation: "identity", hidden: 1 },
      task: { kind: "prices", unroll: 7, cases: "everHigh" },
      init: {
        kind: "explicit",
        parameters: { weight_ih: [[1]], weight_hh: [[0]], weight_out: [[0.5]], bias_out: [0.5] },
      },
    };
    const { loss, metrics, outputs } = await inspect(spec);
    expect(loss).toBe(0.125);
    expect(outputs).toEqual([[0.5], [1], [0.5], [1]]);
    // At the best readout of today the gradient with respect to the readout is exactly zero.
    expect(metrics["logGradientNorm.readout"]).toBe(Number.NEGATIVE_INFINITY);
  });

  it("computes the scalar network of the notes as by hand", async () => {
    // ReLU, w = 2, all other weights 1, biases 0, T = 2: y = relu(x_2 + 2 relu(x_1)).
    const spec = sound({
      model: { activation: "relu", hidden: 1 },
      task: { kind: "prices", unroll: 2 },
      init: {
        recurrent: { kind: "constant", value: 2 },
        input: { kind: "constant", value: 1 },
        readout: { kind: "constant", value: 1 },
      },
    });
    const { outputs, loss, gradient } = await inspect(spec);
    expect(outputs).toEqual([[0], [0.5], [2.5], [3]]);
    expect(loss).toBe((0 + 0.25 + 2.25 + 4) / 4);
    // ∂L/∂w = mean of 2 (y − y*) h_1 over the active cases: (2·1.5·1 + 2·2·1) / 4.
    expect(gradient.weight_hh).toEqual([[1.75]]);
  });
});
