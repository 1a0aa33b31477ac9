// Honesty about chaos: how long float32 and float64 tell one story of a run, and that after it they still agree in
// distribution, over a thousand networks at the border of trainability.

import { describe, expect, it } from "vitest";
import type { FloatsKind } from "../../src/model/floats.ts";
import { GradientEvaluator } from "../../src/model/gradient.ts";
import { drawBase, scaleParameters } from "../../src/model/network.ts";
import { toNumber } from "../../src/model/scaled.ts";
import { HORIZON_TOLERANCE, horizonOf } from "../../src/model/training/horizon.ts";
import { type OutcomeName, outcomeOf } from "../../src/model/training/outcome.ts";
import { Training } from "../../src/model/training/training.ts";
import { withField } from "../../src/sweep/axis.ts";
import { pointParametersOf, structureOf } from "../../src/sweep/point.ts";
import type { SweepSpec } from "../../src/sweep/spec.ts";
import { SHARE_ERRORS, SINGLE_PRECISION } from "./bounds.ts";
import { sound } from "./draw.ts";
import { curveDisagreement } from "./plainTraining.ts";
import { scalarRun, storyOf } from "./story.ts";

/** A run of a spec's network in one precision, ended; with its losses. */
function ended(spec: SweepSpec, kind: FloatsKind, evaluator = evaluatorOf(spec, kind)) {
  const { baseInit, problem, seed, optimizer } = structureOf(spec);
  const { scales, training, unroll } = pointParametersOf(spec);
  const start = scaleParameters(drawBase(baseInit, problem.sizes, seed, 0), scales, problem.sizes);
  const run = new Training(evaluator, start, unroll, { ...training, optimizer }, kind);
  const loss: number[] = [];
  while (!run.isOver) {
    run.advance();
    loss.push(toNumber(run.statistics.finalLoss));
  }
  return { run, loss };
}

function evaluatorOf(spec: SweepSpec, kind: FloatsKind): GradientEvaluator {
  return new GradientEvaluator(structureOf(spec).problem, kind);
}

describe("the horizon of two loss curves", () => {
  const curve = Array.from({ length: 50 }, (_, k) => 2 * 0.97 ** k);
  const partedAt = (step: number, share: number) =>
    curve.map((loss, k) => (k >= step ? loss * (1 + share) : loss));

  it("is the first step at which they differ by more than the tolerance, from both sides of it", () => {
    for (const step of [0, 1, 17, 49]) {
      expect(horizonOf(curve, partedAt(step, HORIZON_TOLERANCE * 1.01))).toBe(step);
      expect(horizonOf(partedAt(step, HORIZON_TOLERANCE * 1.01), curve)).toBe(step);
      expect(horizonOf(curve, partedAt(step, HORIZON_TOLERANCE * 0.99))).toBeNull();
    }
    expect(horizonOf(curve, curve)).toBeNull();
  });

  it("is the step after which only one of them goes on", () => {
    expect(horizonOf(curve, curve.slice(0, 20))).toBe(20);
    expect(horizonOf(curve.slice(0, 31), curve)).toBe(31);
    // Unless they parted before.
    expect(horizonOf(curve.slice(0, 31), partedAt(4, 0.5))).toBe(4);
  });

  it("overlooks what is small beside the start: rounding of a loss that is all but 0 is no parting", () => {
    const solved = curve.map((loss, k) => (k > 10 ? 1e-20 : loss));
    const nearly = curve.map((loss, k) => (k > 10 ? 3e-20 : loss));
    expect(horizonOf(solved, nearly)).toBeNull();
    // Control: a thousandth of a thousandth of the initial loss is seen.
    expect(
      horizonOf(
        solved,
        curve.map((loss, k) => (k > 10 ? 2.1e-6 : loss)),
      ),
    ).toBe(11);
  });

  it("is told also where the losses begin too large for a float64", () => {
    const huge = Number.POSITIVE_INFINITY;
    expect(horizonOf([huge, huge, 5, 1], [huge, huge, 5, 1])).toBeNull();
    expect(horizonOf([huge, huge, 5, 1], [huge, huge, 5, 2])).toBe(3);
    expect(horizonOf([huge, huge, 5, 1], [huge, 7, 5, 1])).toBe(1);
    expect(horizonOf([0, 0], [0, 0])).toBeNull();
  });
});

describe("a run in float32", { timeout: 30_000 }, () => {
  const spec = sound(scalarRun(0.7, { learningRate: 0.1, steps: 40 }, { unroll: 6, activation: "tanh" }));

  it("keeps its numbers in single precision, and follows the one in float64 closely, but not exactly", () => {
    const [single, double] = [ended(spec, Float32Array), ended(spec, Float64Array)];
    for (const values of Object.values(single.run.parameters)) expect(values).toBeInstanceOf(Float32Array);
    const apart = curveDisagreement(single.loss, double.loss);
    expect(apart).toBeLessThan(SINGLE_PRECISION);
    // Control: it is single precision, not the same run once more.
    expect(apart).toBeGreaterThan(1e-9);
  });

  it("never parts from the float64 one where training is smooth, and soon does where it is chaotic", async () => {
    const smooth = await storyOf(spec);
    expect(smooth.horizon).toBeNull();
    const run = { learningRate: 0.52, steps: 100, targetLoss: 0 };
    const chaotic = await storyOf(scalarRun(-0.4, run, { unroll: 2, activation: "identity" }));
    const horizon = chaotic.horizon ?? Number.NaN;
    expect(horizon).toBeGreaterThan(10);
    expect(horizon).toBeLessThan(100);
  });
});

describe("a run", () => {
  it("is the same run every time, whatever its evaluator did before", () => {
    const spec = sound(
      scalarRun(-0.4, { learningRate: 0.52, steps: 100 }, { unroll: 2, activation: "identity" }),
    );
    const evaluator = evaluatorOf(spec, Float64Array);
    const first = ended(spec, Float64Array, evaluator);
    ended(
      sound(scalarRun(2, { learningRate: 0.1, steps: 9 }, { unroll: 9, activation: "identity" })),
      Float64Array,
      evaluator,
    );
    const again = ended(spec, Float64Array, evaluator);
    expect(again.loss).toEqual(first.loss);
    expect(again.run.parameters).toEqual(first.run.parameters);
  });

  it("leaves the parameters it starts from alone", () => {
    const { baseInit, problem, seed, optimizer } = structureOf(spec());
    const { scales, training, unroll } = pointParametersOf(spec());
    const start = scaleParameters(drawBase(baseInit, problem.sizes, seed, 0), scales, problem.sizes);
    const before = structuredClone(start);
    const run = new Training(evaluatorOf(spec(), Float64Array), start, unroll, { ...training, optimizer });
    while (!run.isOver) run.advance();
    expect(start).toEqual(before);
    expect(run.parameters).not.toEqual(before);
  });

  const spec = () => sound(scalarRun(0.7, { learningRate: 0.1, steps: 5 }, { unroll: 3 }));
});

/** How often each outcome came about. */
type Shares = Partial<Record<OutcomeName, number>>;

/** Whether two samples' shares agree: the interval is SHARE_ERRORS standard errors of a difference of two proportions. */
function sharesAgree(a: Shares, b: Shares, count: number): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)] as OutcomeName[]);
  return [...names].every((name) => {
    const [p, q] = [(a[name] ?? 0) / count, (b[name] ?? 0) / count];
    const pooled = (p + q) / 2;
    return Math.abs(p - q) <= SHARE_ERRORS * Math.sqrt((2 * pooled * (1 - pooled)) / count);
  });
}

describe("a thousand networks at the border of trainability", { timeout: 60_000 }, () => {
  const SIDE = 32;

  /** Outcomes over learning rate × feedback weight of the linear scalar network: its border is a fractal. */
  function outcomesOf(kind: FloatsKind, [low, high]: readonly [number, number]): OutcomeName[] {
    const parsed = sound(scalarRun(1, { steps: 100, targetLoss: 0 }, { unroll: 2, activation: "identity" }));
    // Parsed once: the parser is not what is under test, and a thousand times it takes longer than the runs.
    const at = (weight: number, learningRate: number) =>
      withField(withField(parsed, "training.learningRate", learningRate), "init.recurrent.value", weight);
    const evaluator = evaluatorOf(at(1, 0.1), kind);
    return Array.from({ length: SIDE * SIDE }, (_, n) => {
      const learningRate = low + ((high - low) * Math.floor(n / SIDE)) / (SIDE - 1);
      const weight = -1.5 + (3 * (n % SIDE)) / (SIDE - 1);
      return outcomeOf(ended(at(weight, learningRate), kind, evaluator).run.statistics);
    });
  }

  function sharesOf(names: readonly OutcomeName[]): Shares {
    const shares: Shares = {};
    for (const name of names) shares[name] = (shares[name] ?? 0) + 1;
    return shares;
  }

  it("fare alike in float32 and float64, though single ones fare differently", () => {
    const border = [0.5, 0.54] as const;
    const [double, single] = [outcomesOf(Float64Array, border), outcomesOf(Float32Array, border)];
    expect(sharesAgree(sharesOf(double), sharesOf(single), SIDE * SIDE)).toBe(true);
    // It is the border: at least three outcomes are common there, and chaos decides for many a network by its last bits.
    expect(Object.values(sharesOf(double)).filter((count) => count > 50).length).toBeGreaterThanOrEqual(3);
    expect(double.filter((name, n) => name !== single[n]).length).toBeGreaterThan(10);
    // Control: learning rates a quarter lower are told apart by the same interval.
    const calmer = outcomesOf(Float64Array, [0.38, 0.42]);
    expect(sharesAgree(sharesOf(double), sharesOf(calmer), SIDE * SIDE)).toBe(false);
  });
});
