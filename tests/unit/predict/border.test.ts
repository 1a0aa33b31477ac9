// The measured border: at the level that the question names, on edges between pixels, without specks and frayed edges.

import { describe, expect, it } from "vitest";
import { borderOf, pathOf } from "../../../src/app/predict/border.ts";
import { foundLevel, INSIDE, NEITHER, OUTSIDE, smoothed } from "../../../src/app/predict/membership.ts";
import { questionOf } from "../../../src/app/predict/question.ts";
import type { MetricName } from "../../../src/model/metrics/index.ts";
import { metrics } from "../../../src/model/metrics/index.ts";
import { metricQuantity, reducedQuantity } from "../../../src/store/figure/quantity.ts";
import { signedUniform } from "../draw.ts";
import { measured, membershipOf } from "./maps.ts";

describe("a border", () => {
  it("runs along the edges between positions of different sides, and is drawn in few strokes", () => {
    const border = borderOf(membershipOf(4, 3, (x) => x - 0.5));
    expect(border.edges).toEqual([0, 1, 2].map((y) => ({ x: 2, y, isUpright: true })));
    expect(pathOf(border, 400, 300)).toBe("M200.0 300.0V0.0");
    const level = borderOf(membershipOf(4, 2, (_, y) => y - 0.5));
    expect(pathOf(level, 400, 300)).toBe("M0.0 150.0H400.0");
  });

  it("is none beside positions without a number", () => {
    const { edges } = borderOf(membershipOf(9, 4, (x) => (x < 0.5 ? Number.NaN : x - 0.8)));
    expect(new Set(edges.map(({ x }) => x))).toEqual(new Set([7]));
  });

  it("leaves out specks and straightens frayed edges, which the raw one has", () => {
    const random = signedUniform(5);
    const noisy = (x: number, y: number) =>
      x - 0.5 + 0.02 * random() + (Math.hypot(x - 0.2, y - 0.2) < 0.02 ? 1 : 0);
    const raw = borderOf(membershipOf(200, 200, noisy));
    const clean = measured(200, 200, noisy);
    expect(raw.edges.some(({ x }) => x < 80)).toBe(true);
    expect(clean.edges.every(({ x }) => Math.abs(x - 100) <= 4)).toBe(true);
    expect(clean.edges.length).toBeLessThan(raw.edges.length / 2);
  });

  it("is level where rows jump to and fro, though every single row is not", () => {
    const jumping = (x: number, y: number) => x - 0.5 + (Math.floor(y * 100) % 2 === 0 ? 0.01 : -0.01);
    expect(borderOf(membershipOf(300, 100, jumping)).edges.some(({ isUpright }) => !isUpright)).toBe(true);
    const inside = measured(300, 100, jumping).edges.filter(({ y }) => y > 3 && y < 97);
    expect(new Set(inside.map(({ x }) => x)).size).toBe(1);
  });

  it("stays where smoothing would leave none of it", () => {
    const raw = membershipOf(100, 100, (x, y) => 0.02 - Math.hypot(x - 0.5, y - 0.5));
    expect(borderOf(raw).edges.length).toBeGreaterThan(0);
    expect(smoothed(raw)).toBe(raw);
    // The control: beside a border that is there for good, it is a speck.
    const beside = membershipOf(100, 100, (x, y) => Math.max(0.02 - Math.hypot(x - 0.5, y - 0.5), x - 0.9));
    expect(smoothed(beside).sides[50 * 100 + 50]).toBe(OUTSIDE);
    expect(beside.sides[50 * 100 + 50]).toBe(INSIDE);
  });
});

describe("the level of a question", () => {
  it("is fixed for what has a middle of its own, and else the median of the map", () => {
    const kindOf = (name: MetricName) => questionOf(name, metricQuantity(name)).level;
    expect(kindOf("logGradientRatio")).toEqual({ kind: "value", value: 0 });
    expect(kindOf("outcome")).toEqual({ kind: "name", value: 0 });
    expect(kindOf("loss").kind).toBe("middle");
    const fraction = reducedQuantity("outcome", { kind: "fraction", outcome: "converged" }, 5);
    expect(questionOf("outcome", fraction).level).toEqual({ kind: "value", value: 0.5 });
  });

  it("is asked in words for every metric", () => {
    for (const name of Object.keys(metrics) as MetricName[]) {
      const { text, border, sides } = questionOf(name, metricQuantity(name));
      expect(text).toMatch(/^Draw .+\.$/);
      expect(border).not.toMatch(/undefined|NaN/);
      expect(sides.join()).not.toMatch(/undefined|NaN/);
    }
  });

  it("halves a map by its median, infinities in their places, and what never came counted as the last", () => {
    const losses = Float64Array.of(1, 2, Number.POSITIVE_INFINITY, 3, Number.NEGATIVE_INFINITY, Number.NaN);
    const of = foundLevel({ kind: "middle", missing: Number.NaN }, [losses.slice(0, 3), losses.slice(3)]);
    expect(of.value).toBe(2);
    expect(Array.from(losses, of.side)).toEqual([OUTSIDE, INSIDE, INSIDE, INSIDE, OUTSIDE, NEITHER]);
    const steps = Float64Array.of(5, 9, Number.NaN, Number.NaN, Number.NaN);
    const never = foundLevel({ kind: "middle", missing: Number.POSITIVE_INFINITY }, [steps]);
    expect(Array.from(steps, never.side)).toEqual([OUTSIDE, OUTSIDE, INSIDE, INSIDE, INSIDE]);
  });

  it("parts equal values as evenly as they can be", () => {
    const saturated = Float64Array.of(0, 0, 0, 0, 0, 1, 2, 3);
    const { side } = foundLevel({ kind: "middle", missing: Number.NaN }, [saturated]);
    expect(Array.from(saturated, side)).toEqual([0, 0, 0, 0, 0, 1, 1, 1]);
    const other = Float64Array.of(0, 1, 2, 7, 7, 7, 7, 7);
    const from = foundLevel({ kind: "middle", missing: Number.NaN }, [other]);
    expect(Array.from(other, from.side)).toEqual([0, 0, 0, 1, 1, 1, 1, 1]);
  });
});
