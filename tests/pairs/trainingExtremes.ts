// Training runs at the ends of what numbers can be: losses of 10^200, gradients of 10^120, dead and saturated units,
// runs of one step; nothing but what is defined so is infinite or no number.

import { expect, test } from "vitest";
import { alwaysRunning } from "../../src/engine/engine.ts";
import type { outcomes } from "../../src/model/training/outcome.ts";
import type { SweepSpec } from "../../src/sweep/spec.ts";
import { LOG_BOUND, TINY_LOSS } from "./bounds.ts";
import { type Open, openedFor, planFor, wholeTile } from "./engines.ts";
import { Tally, trainingDifferences } from "./trainingCompare.ts";
import { partingOf, reference, scalarRun, type Told, told, trainingSpec } from "./trainingRuns.ts";

/** Sequences that show 1 last, through a ReLU unit: y = weight_ih · weight_out, to come down to 0. */
function product(input: number, readout: number, batch: number): SweepSpec {
  const sequences = Array.from({ length: batch }, (_, b) => b);
  return trainingSpec({
    model: { activation: "relu", hidden: 1 },
    init: {
      kind: "explicit",
      parameters: { weight_ih: [[input]], weight_hh: [[0]], weight_out: [[readout]] },
    },
    task: { kind: "explicit", inputs: sequences.map(() => [[0], [1]]), targets: sequences.map(() => [0]) },
    training: { steps: 1, targetLoss: 0 },
  });
}

/** The runs, by what is extreme about them, with the outcome that each must have. */
const runs: readonly [name: string, spec: SweepSpec, outcome: keyof typeof outcomes | null][] = [
  [
    "ReLU of weight 3 at T = 200, clipped: a loss past 10^180",
    scalarRun(3, { clipNorm: 1, steps: 60 }, { unroll: 200 }),
    null,
  ],
  ["the same without clipping", scalarRun(3, { steps: 60 }, { unroll: 200 }), "diverged"],
  [
    "ReLU of weight 3 at T = 200 with clipped Adam",
    scalarRun(3, { optimizer: "adam", learningRate: 0.05, clipNorm: 1, steps: 60 }, { unroll: 200 }),
    null,
  ],
  [
    "ReLU of weight 3 at T = 200 with Adam unclipped",
    scalarRun(3, { optimizer: "adam", steps: 60 }, { unroll: 200 }),
    "diverged",
  ],
  [
    "a linear unit of weight −3 at T = 200 with clipped Adam",
    scalarRun(
      -3,
      { optimizer: "adam", learningRate: 0.05, clipNorm: 1, steps: 60 },
      { unroll: 200, activation: "identity" },
    ),
    null,
  ],
  [
    "ReLU with momentum 0.99",
    scalarRun(0.5, { optimizer: "momentum", momentum: 0.99, learningRate: 0.01, steps: 60 }, { unroll: 3 }),
    null,
  ],
  ["a dead ReLU", scalarRun(0.5, { steps: 30, targetLoss: 0 }, { unroll: 5, bias: -9 }), null],
  ["a single step at T = 1", scalarRun(0.5, { steps: 1 }), null],
  ["a clip norm of 0", scalarRun(0.5, { clipNorm: 0, steps: 20 }, { unroll: 3 }), "stalled"],
  ["a learning rate of 0", scalarRun(0.5, { learningRate: 0, steps: 20 }, { unroll: 3 }), "stalled"],
  [
    "a target that is reached before the first step",
    scalarRun(0.5, { targetLoss: 9, steps: 20 }),
    "converged",
  ],
  ["a target loss of 0", scalarRun(0.5, { targetLoss: 0, steps: 20 }), null],
  [
    "a learning rate of 10^9: a weight past 2^40 in the first step",
    scalarRun(100, { learningRate: 1e9, steps: 20 }, { unroll: 3 }),
    "diverged",
  ],
  [
    "a run that diverges at its second loss",
    scalarRun(2, { learningRate: 40, steps: 20 }, { unroll: 3 }),
    "diverged",
  ],
  [
    "a run that diverges on its way",
    scalarRun(1.2, { learningRate: 0.7, steps: 100 }, { unroll: 5, activation: "tanh" }),
    "diverged",
  ],
  [
    "a gradient of 10^120 through tanh units without input, clipped",
    silent({ clipNorm: 1, steps: 30 }),
    null,
  ],
  ["the same by plain descent", silent({ steps: 30 }), null],
  [
    "a tanh unit saturated at |a| = 50",
    scalarRun(50, { steps: 20 }, { unroll: 20, activation: "tanh", bias: 3 }),
    null,
  ],
  [
    "a tanh unit that vanishes over 300 steps",
    scalarRun(0.3, { steps: 20 }, { unroll: 300, activation: "tanh" }),
    null,
  ],
];

/** Four sequences of zeros from h_0 = 0: a tanh unit of weight 3 unrolled 256 times, at its unstable fixed point. */
function silent(training: object): SweepSpec {
  return trainingSpec({
    model: { activation: "tanh", hidden: 1 },
    init: {
      kind: "explicit",
      parameters: { weight_ih: [[0]], weight_hh: [[3]], weight_out: [[1]] },
    },
    task: {
      kind: "explicit",
      inputs: Array.from({ length: 4 }, () => Array.from({ length: 256 }, () => [0])),
      targets: [[1], [1], [-0.5], [1]],
    },
    training,
  });
}

/** Every number of a story with its name, NaN-padded ends of curves and a target never reached left out. */
function numbersOf({ training, metrics }: Told): [string, number][] {
  const { loss, gradientNorm, parameters } = training;
  const lived = (values: readonly number[]) => values.filter((x) => !Number.isNaN(x));
  const named = (what: string, values: readonly number[]) =>
    values.map((x, i): [string, number] => [`${what}[${i}]`, x]);
  return [
    ...named("loss", lived(loss)),
    ...named("gradientNorm", lived(gradientNorm)),
    ...Object.entries(parameters).flatMap(([name, values]) => named(name, (values as number[]).flat(2))),
    ...Object.entries(metrics).filter(([name]) => name !== "stepsToTarget"),
  ];
}

export function trainingExtremes(open: Open): void {
  const engine = openedFor(open);

  test("every extreme run is told as the reference tells it, and nothing in it is NaN or infinite", async () => {
    const tally = new Tally();
    const wrong: string[] = [];
    for (const [name, spec, outcome] of runs) {
      const [actual, expected] = [told(await engine().inspect(spec, 0)), await reference(spec)];
      tally.add(trainingDifferences(actual, expected, spec.training.targetLoss, partingOf(spec)), name);
      // What is infinite or NaN in the reference too is defined so: the log of a zero, a loss past float32.
      const defined = new Map(numbersOf(expected));
      for (const [what, value] of numbersOf(actual)) {
        if (!Number.isFinite(value) && !Object.is(value, defined.get(what)))
          wrong.push(`${name}: ${what} ${value}`);
      }
      if (outcome !== null && actual.training.outcomeName !== outcome) {
        wrong.push(`${name}: ${actual.training.outcomeName} instead of ${outcome}`);
      }
    }
    tally.tell("extreme runs");
    expect(wrong).toEqual([]);
  });

  test("the largest gradient is told as its logarithm however large it is", async () => {
    for (const [unroll, weight] of [
      [200, 3],
      [1000, 8],
    ]) {
      const spec = scalarRun(weight, { clipNorm: 1, steps: 2 }, { unroll });
      const [actual, expected] = [told(await engine().inspect(spec, 0)), await reference(spec)];
      const peak = actual.metrics.peakLogGradientNorm ?? Number.NaN;
      expect(peak).toBeGreaterThan(2 * (unroll - 1) * Math.log10(weight));
      expect(Math.abs(peak - (expected.metrics.peakLogGradientNorm ?? Number.NaN))).toBeLessThanOrEqual(
        LOG_BOUND,
      );
      // Control: a loss that no float32 holds is said to be infinite, not some large number.
      expect(
        told(await engine().inspect({ ...spec, training: { ...spec.training, steps: 1 } }, 0)).metrics
          .meanLoss,
      ).toBe(Number.POSITIVE_INFINITY);
    }
  });

  test("losses down to 10^-75 keep their size, beside sequences that are met exactly too", async () => {
    for (const exponent of [-20, -80, -112, -118, -122, -125]) {
      const half = Math.floor(exponent / 2);
      // One sequence is padded to a group of four with sequences that have no error.
      for (const batch of [4, 1]) {
        const spec = product(2 ** half, 2 ** (exponent - half), batch);
        const plan = planFor(engine(), spec);
        const { metrics } = await engine().run(plan, wholeTile(plan), alwaysRunning);
        // The mean over a run of one step is the loss before it.
        const loss = metrics.meanLoss?.[0] ?? Number.NaN;
        const error = Math.abs(loss / 2 ** (2 * exponent) - 1);
        expect(error, `2^${exponent}, batch ${batch}: ${loss}`).toBeLessThanOrEqual(TINY_LOSS);
      }
    }
  });
}
