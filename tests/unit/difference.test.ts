// The difference of two panels: of numbers, of infinities and of outcomes; and how it, and reduced replicates, are named.

import { describe, expect, it } from "vitest";
import { DifferenceField } from "../../src/app/map/field/differenceField.ts";
import { type Field, MetricField } from "../../src/app/map/field/field.ts";
import { agreementOfPair } from "../../src/store/figure/agreement.ts";
import { outcomesOf, pairOf } from "../../src/store/figure/pairs.ts";
import { differenceQuantity, metricQuantity, reducedQuantity } from "../../src/store/figure/quantity.ts";
import { MemoryStore } from "../../src/store/memory.ts";
import { planOf } from "./fakeEngine.ts";

describe("a difference", () => {
  const at = (a: number, b: number) => {
    const field: Field = {
      ...new MetricField(new MemoryStore(planOf(1)), "loss"),
      at: (flat) => [a, b][flat],
      has: () => true,
      read: () => null,
      mark: () => {},
    };
    return new DifferenceField(field, 1, false).at(0);
  };

  it("of equal infinities is NaN, of one infinity that infinity", () => {
    const { NEGATIVE_INFINITY: low, POSITIVE_INFINITY: high } = Number;
    expect(at(3, 1)).toBe(2);
    expect(at(low, low)).toBeNaN();
    expect(at(high, high)).toBeNaN();
    expect(at(low, 1)).toBe(low);
    expect(at(1, low)).toBe(high);
    expect(at(Number.NaN, 1)).toBeNaN();
  });

  it("of outcomes is their pair, and every pair reads back and is of one class", () => {
    const all = [-1, 0, 1, 2, 3, 4];
    const classes = all.map((a) => all.map((b) => agreementOfPair(pairOf(a, b))));
    for (const a of all) for (const b of all) expect(outcomesOf(pairOf(a, b))).toEqual([a, b]);
    expect(classes[1]).toEqual(["open", "same", "onlyA", "onlyA", "onlyA", "onlyA"]);
    expect(classes[2]).toEqual(["open", "onlyB", "same", "otherwise", "otherwise", "otherwise"]);
  });

  it("is named with both panels, its unit, and what lies on either side of 0", () => {
    const quantity = differenceQuantity(metricQuantity("logGradientRatio"), "tanh", "relu");
    expect(quantity).toMatchObject({
      label: "A − B: tanh − relu, log10 gradient ratio",
      unit: "powers of ten",
      scale: "difference",
      sides: ["relu larger", "equal", "tanh larger"],
    });
    const outcomes = differenceQuantity(metricQuantity("outcome"), "sgd", "adam");
    expect(outcomes.text(pairOf(0, 3)).text).toBe("converged against bouncing");
    expect(outcomes.text(pairOf(2, 2)).text).toBe("both stalled");
  });

  it("of reduced replicates names the reduction, and of shares ends at −1 and 1", () => {
    const median = reducedQuantity("loss", { kind: "quantile", q: 0.5 }, 8);
    expect(median.label).toBe(`median of 8 replicates: ${metricQuantity("loss").label}`);
    expect(median.definition).toContain("NaN are left out");
    const share = reducedQuantity("outcome", { kind: "fraction", outcome: "converged" }, 8);
    expect(share).toMatchObject({
      label: "fraction converged of 8 replicates",
      unit: "fraction (0 … 1)",
      range: [0, 1],
    });
    expect(differenceQuantity(share, "a", "b").range).toEqual([-1, 1]);
  });
});
