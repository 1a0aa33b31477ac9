// The five outcomes: each threshold from both sides, and which outcome wins where two would fit.

import { describe, expect, it } from "vitest";
import { activations } from "../../src/model/activations/index.ts";
import { GradientEvaluator, type GradientProblem } from "../../src/model/gradient.ts";
import type { Parameters } from "../../src/model/network.ts";
import { optimizers } from "../../src/model/optimizers/index.ts";
import { toNumber } from "../../src/model/scaled.ts";
import { IMPROVING, MOVING, outcomeOf, outcomes } from "../../src/model/training/outcome.ts";
import {
  DIVERGED_LOSS_FACTOR,
  LARGEST_LOG2_GRADIENT,
  LARGEST_LOG2_PARAMETER,
  type TrainingSettings,
} from "../../src/model/training/settings.ts";
import { Training } from "../../src/model/training/training.ts";
import { nextDown, nextUp, observed } from "./observed.ts";

/** 100 steps, of which the last ten count: 91 losses down to `before`, then ten of `end` in turn. */
const ending = (before: number, ...end: number[]) => [
  ...Array.from({ length: 91 }, (_, k) => before * (2 - k / 90)),
  ...Array.from({ length: 10 }, (_, k) => end[k % end.length]),
];
const outcomeAfter = (losses: readonly number[], target = 0) => outcomeOf(observed(losses, { target }));

describe("an outcome", () => {
  it("has a number, a name and a sentence, as the design lists them", () => {
    expect(Object.entries(outcomes).map(([name, { value }]) => [name, value])).toEqual([
      ["running", -1],
      ["converged", 0],
      ["unfinished", 1],
      ["stalled", 2],
      ["bouncing", 3],
      ["diverged", 4],
    ]);
    for (const [name, { label, definition }] of Object.entries(outcomes)) {
      expect(label).toBe(name);
      expect(definition).toMatch(/^[A-Z].*\.$/);
    }
  });

  it("is running while it is undecided, whatever the losses so far", () => {
    const undecided = observed([1, 0.5, 3], { steps: 10 });
    expect(undecided.isOver).toBe(false);
    expect(outcomeOf(undecided)).toBe("running");
  });

  it("is converged from the moment the loss is at most the target, also in the midst of the run", () => {
    expect(outcomeAfter([1, 0.25], 0.25)).toBe("converged");
    expect(outcomeAfter([1, nextUp(0.25)], 0.25)).not.toBe("converged");
    expect(outcomeAfter([1, 0.001], 0.001)).toBe("converged");
    expect(outcomeAfter([1, nextUp(0.001)], 0.001)).not.toBe("converged");
    expect(outcomeAfter([1, 0], 0)).toBe("converged");
    expect(outcomeAfter([1, Number.MIN_VALUE], 0)).not.toBe("converged");
    const underWay = observed([1, 0.25], { steps: 50, target: 0.25 });
    expect([underWay.isOver, outcomeOf(underWay)]).toEqual([false, "converged"]);
    // What came after it was reached changes nothing, unless it diverged.
    expect(outcomeAfter([1, 0.25, 70], 0.25)).toBe("converged");
    expect(outcomeAfter([1, 0.25, 2e6], 0.25)).toBe("diverged");
  });

  it("is unfinished where the best loss fell by more than IMPROVING within the last tenth", () => {
    const edge = 1 - IMPROVING;
    expect(outcomeAfter(ending(1, nextDown(edge)))).toBe("unfinished");
    expect(outcomeAfter(ending(1, edge))).not.toBe("unfinished");
    expect(outcomeAfter(ending(1, 0.5, 0.9))).toBe("unfinished");
    // One better loss is enough, however wild the rest: it improves rather than bounces.
    expect(outcomeAfter(ending(1, 5, 0.98, 90))).toBe("unfinished");
    // Before the last tenth it does not count.
    expect(outcomeAfter([...ending(1, 1).with(5, 0.5)])).not.toBe("unfinished");
  });

  it("is bouncing where the loss moved by more than MOVING without improving, and stalled otherwise", () => {
    const edge = 1 - MOVING;
    expect(outcomeAfter(ending(0.5, 1, nextDown(edge)).with(90, 1))).toBe("bouncing");
    expect(outcomeAfter(ending(0.5, 1, edge).with(90, 1))).toBe("stalled");
    expect(outcomeAfter(ending(0.5, 0.5))).toBe("stalled");
    // The way into the window's first loss counts: a jump is a movement.
    expect(outcomeAfter(ending(0.5, 0.7))).toBe("bouncing");
    expect(outcomeAfter(ending(0.5, 0.7).with(90, 0.7))).toBe("stalled");
    // At most one per cent better is not an improvement, and with nothing else it is no movement either.
    expect(outcomeAfter(ending(1, 0.991))).toBe("stalled");
  });

  it("is bouncing of a short run that jumps, and stalled of one that does not: all its steps count", () => {
    expect(outcomeAfter([1, 2])).toBe("bouncing");
    expect(outcomeAfter([1, 1])).toBe("stalled");
    expect(outcomeAfter([1, 0.9])).toBe("unfinished");
    expect(outcomeAfter([1, 0.9, 5, 4, 6])).toBe("unfinished");
  });

  it("is stalled at a loss of exactly 0 that no target asks for", () => {
    expect(outcomeOf({ ...observed([0, 0, 0]), stepsToTarget: -1 } as ReturnType<typeof observed>)).toBe(
      "stalled",
    );
  });
});

describe("diverged", () => {
  it("is a loss past a million times the first, and such a run is over at once", () => {
    const past = observed([2, 2 * nextUp(DIVERGED_LOSS_FACTOR), 1], { steps: 50 });
    expect([past.isOver, past.step, outcomeOf(past)]).toEqual([true, 1, "diverged"]);
    const at = observed([2, 2 * DIVERGED_LOSS_FACTOR], { steps: 50 });
    expect([at.isOver, outcomeOf(at)]).toEqual([false, "running"]);
    expect(outcomeAfter([2, 2 * DIVERGED_LOSS_FACTOR, 2])).toBe("bouncing");
  });

  it("counts from the target where the first loss is below it", () => {
    const start = 1e-30;
    expect(outcomeAfter([start, 0.5 * DIVERGED_LOSS_FACTOR, 1], 0.5)).toBe("converged");
    expect(outcomeAfter([start, nextUp(0.5 * DIVERGED_LOSS_FACTOR), 1], 0.5)).toBe("diverged");
    // Control: without a target the same losses are far past the limit.
    expect(outcomeAfter([start, 1])).toBe("diverged");
  });

  /** y = bias_out = 0 at first, one target: ‖g‖ is 2 |target|, and one update moves bias_out by as much, times η. */
  const trained = (target: number, settings: Partial<TrainingSettings>, advances: number) => {
    const problem: GradientProblem = {
      activation: activations.identity,
      sizes: { hidden: 1, inputSize: 1, outputSize: 1, cell: "rnn" },
      data: {
        inputSize: 1,
        outputSize: 1,
        batch: 1,
        targets: Float64Array.of(target),
        initialState: {},
        lengths: null,
        table: null,
        test: null,
        sequences: Float64Array.of(1),
        input: () => 1,
      },
    };
    const zero = () => Float64Array.of(0);
    const start: Parameters = {
      weight_ih: zero(),
      weight_hh: zero(),
      bias: zero(),
      bias_hn: new Float64Array(0),
      weight_out: zero(),
      bias_out: zero(),
    };
    const run = new Training(new GradientEvaluator(problem), start, 1, {
      optimizer: optimizers.sgd,
      learningRate: 0,
      momentum: 0,
      clipNorm: null,
      steps: 5,
      targetLoss: 0,
      ...settings,
    });
    for (let k = 0; k < advances && !run.isOver; k++) run.advance();
    return run;
  };
  const half = 2 ** (LARGEST_LOG2_GRADIENT - 1);

  it("is a gradient longer than 2^60, which is told but not followed", () => {
    const at = trained(half, {}, 1);
    expect([at.isOver, toNumber(at.gradientNorm)]).toEqual([false, 2 * half]);
    const past = trained(half * (1 + 1e-12), { learningRate: 1 }, 1);
    expect([past.isOver, past.statistics.step, outcomeOf(past.statistics)]).toEqual([true, 0, "diverged"]);
    expect([...past.parameters.bias_out]).toEqual([0]);
    expect(toNumber(past.statistics.peakGradientNorm)).toBeGreaterThan(2 * half);
  });

  it("is not a long gradient that is clipped", () => {
    const clipped = trained(half * 1e6, { learningRate: 1, clipNorm: 1 }, 3);
    expect([clipped.isOver, clipped.statistics.step]).toEqual([false, 3]);
    expect(clipped.parameters.bias_out[0]).toBeCloseTo(3, 12);
    // Control: a clip norm past the limit does not save it.
    expect(trained(half * 1e6, { clipNorm: 4 * half }, 3).statistics.hasDiverged).toBe(true);
  });

  it("is a parameter larger than 2^60", () => {
    const quarter = 2 ** (LARGEST_LOG2_PARAMETER - 2);
    const at = trained(quarter, { learningRate: 2 }, 1);
    expect([at.isOver, at.parameters.bias_out[0]]).toEqual([false, 4 * quarter]);
    const past = trained(quarter, { learningRate: nextUp(2) }, 1);
    expect([past.isOver, past.statistics.step, outcomeOf(past.statistics)]).toEqual([true, 1, "diverged"]);
    // Downwards as upwards.
    expect(trained(-quarter, { learningRate: nextUp(2) }, 1).statistics.hasDiverged).toBe(true);
  });
});
