// Training runs that can be worked out on paper: a network of zero weights has only its output bias to move, and its
// loss is then a quadratic whose whole curve has a closed form under every optimiser.

import { describe, expect, it } from "vitest";
import { ADAM_EPSILON } from "../../src/model/optimizers/adam.ts";
import { CLIP_EPSILON } from "../../src/model/training/clip.ts";
import { BY_HAND, PYTORCH, PYTORCH_SABOTAGE } from "./bounds.ts";
import { drawNetwork, inspect, parametersGradient } from "./draw.ts";
import { curveDisagreement } from "./plainTraining.ts";
import { storyOf, trainingSpecOf } from "./story.ts";

/** y = bias_out whatever the input; targets [B][O]. */
function constantOutput(targets: number[][], training: object): object {
  return {
    mode: "training",
    model: { activation: "identity", hidden: 1 },
    task: { kind: "explicit", inputs: targets.map(() => [[1]]), targets },
    init: {
      kind: "explicit",
      parameters: { weight_ih: [[0]], weight_hh: [[0]], weight_out: targets[0].map(() => [0]) },
    },
    training,
  };
}

const curve = (steps: number, loss: (k: number) => number) =>
  Array.from({ length: steps + 1 }, (_, k) => loss(k));

describe("a quadratic loss (β − c)²", () => {
  it.each([0.05, 0.1, 0.95, 1.1])(
    "under sgd of learning rate %f is c²(1 − 2η)^(2k) after k steps",
    async (eta) => {
      const run = { optimizer: "sgd", learningRate: eta, steps: 25, targetLoss: 0 };
      const { loss, gradientNorm } = await storyOf(constantOutput([[0.5]], run));
      const closed = (k: number) => 0.25 * (1 - 2 * eta) ** (2 * k);
      expect(curveDisagreement(loss, curve(25, closed))).toBeLessThan(BY_HAND);
      // ‖g‖ = 2 |β − c|.
      expect(
        curveDisagreement(
          gradientNorm,
          curve(24, (k) => 2 * Math.sqrt(closed(k))),
        ),
      ).toBeLessThan(BY_HAND);
      // Control: a factor 2 less, or one step more, is another curve.
      for (const other of [(k: number) => 0.25 * (1 - eta) ** (2 * k), (k: number) => closed(k + 1)]) {
        expect(curveDisagreement(loss, curve(25, other))).toBeGreaterThan(PYTORCH_SABOTAGE);
      }
    },
  );

  it("is solved in one step at η = 1/2, and jumps between two points at η = 1", async () => {
    const at = (learningRate: number) =>
      storyOf(constantOutput([[0.5]], { learningRate, steps: 20, targetLoss: 0 }));
    expect((await at(0.5)).loss.slice(0, 3)).toEqual([0.25, 0, 0]);
    expect((await at(0.5)).stepsToTarget).toBe(1);
    expect(new Set((await at(1)).loss)).toEqual(new Set([0.25]));
  });

  it("under momentum is a sum of two powers: η = 0.05, μ = 0.4 have the roots 0.8 and 0.5", async () => {
    // β_(k+1) − c = (1 + μ − 2η)(β_k − c) − μ(β_(k−1) − c); from e_0 = −c and e_1 = 0.9 e_0.
    const run = { optimizer: "momentum", learningRate: 0.05, momentum: 0.4, steps: 30, targetLoss: 0 };
    const { loss } = await storyOf(constantOutput([[1]], run));
    const first = (0.9 - 0.5) / (0.8 - 0.5);
    const closed = (k: number) => (first * 0.8 ** k + (1 - first) * 0.5 ** k) ** 2;
    expect(curveDisagreement(loss, curve(30, closed))).toBeLessThan(BY_HAND);
    // Control: where the buffer starts as (1 − μ) g (dampening), e_1 is another.
    const damped = (0.94 - 0.5) / (0.8 - 0.5);
    const other = (k: number) => (damped * 0.8 ** k + (1 - damped) * 0.5 ** k) ** 2;
    expect(curveDisagreement(loss, curve(30, other))).toBeGreaterThan(PYTORCH_SABOTAGE);
  });

  it("of momentum 0 is that of sgd, and sgd does not read the momentum", async () => {
    const run = { learningRate: 0.1, steps: 30 };
    const [plain, none, unread] = await Promise.all([
      storyOf(constantOutput([[1]], { ...run, optimizer: "sgd" })),
      storyOf(constantOutput([[1]], { ...run, optimizer: "momentum", momentum: 0 })),
      storyOf(constantOutput([[1]], { ...run, optimizer: "sgd", momentum: 0.9 })),
    ]);
    expect(none.loss).toEqual(plain.loss);
    expect(unread.loss).toEqual(plain.loss);
  });

  it("is the mean over sequences and outputs: β moves by 2/(B·O) of the sum of errors", async () => {
    const targets = [
      [0.2, 1],
      [0.6, 3],
      [1, 2],
    ];
    const run = { learningRate: 0.3, steps: 20, targetLoss: 0 };
    const { loss, parameters } = await storyOf(constantOutput(targets, run));
    // Each output goes to its mean target, 0.6 and 2, by 1 − 2η/O a step; the variances 0.32/3 and 2/3 stay.
    const remaining = (k: number) => (1 - 0.3) ** (2 * k);
    const closed = (k: number) => (0.32 / 3 + 2 / 3 + (0.36 + 4) * remaining(k)) / 2;
    expect(curveDisagreement(loss, curve(20, closed))).toBeLessThan(BY_HAND);
    const end = parameters.bias_out as number[];
    expect(
      curveDisagreement(
        end,
        [0.6, 2].map((mean) => mean * (1 - 0.7 ** 20)),
      ),
    ).toBeLessThan(BY_HAND);
  });
});

describe("clipping", () => {
  it("makes steps of η·c·‖g‖/(‖g‖ + 10⁻⁶) while the gradient is longer than the clip norm c", async () => {
    const run = { learningRate: 0.5, clipNorm: 0.1, steps: 8, targetLoss: 0 };
    const { loss, gradientNorm } = await storyOf(constantOutput([[1]], run));
    let error = 1;
    const closed = curve(8, () => {
      const before = error;
      error -= (0.5 * 0.1 * 2 * error) / (2 * error + CLIP_EPSILON);
      return before ** 2;
    });
    expect(curveDisagreement(loss, closed)).toBeLessThan(BY_HAND);
    // The norms told are those before clipping.
    expect(
      curveDisagreement(
        gradientNorm,
        closed.slice(0, -1).map((l) => 2 * Math.sqrt(l)),
      ),
    ).toBeLessThan(BY_HAND);
    // Control: without the 10⁻⁶ every step is exactly 0.05, which is another curve.
    expect(
      curveDisagreement(
        loss,
        curve(8, (k) => (1 - 0.05 * k) ** 2),
      ),
    ).toBeGreaterThan(PYTORCH);
  });

  it("leaves a gradient alone that is shorter, and stops all movement at a clip norm of 0", async () => {
    const at = async (clipNorm: number | null, optimizer = "sgd") =>
      (await storyOf(constantOutput([[1]], { optimizer, learningRate: 0.1, clipNorm, steps: 12 }))).loss;
    const free = await at(null);
    expect(await at(2.1)).toEqual(free);
    expect(await at(1.9)).not.toEqual(free);
    for (const optimizer of ["sgd", "momentum", "adam"]) {
      expect(new Set(await at(0, optimizer))).toEqual(new Set([1]));
    }
  });
});

describe("Adam's first step", () => {
  it("is η·g/(|g| + ε) for every parameter, whatever the gradient's size", async () => {
    const net = drawNetwork({
      activation: "tanh",
      hidden: 3,
      unroll: 5,
      batch: 3,
      inputSize: 2,
      outputSize: 2,
      gain: 1,
      seed: 21,
    });
    const spec = trainingSpecOf(net, { optimizer: "adam", learningRate: 0.01, steps: 1 });
    const { parameters, initialParameters } = await storyOf(spec);
    const gradient = parametersGradient(await inspect(spec));
    for (const name of ["weight_ih", "weight_hh", "bias", "weight_out", "bias_out"] as const) {
      const before = initialParameters[name].flat();
      const expected = gradient[name]
        .flat()
        .map((g, i) => before[i] - (0.01 * g) / (Math.abs(g) + ADAM_EPSILON));
      expect(curveDisagreement(parameters[name].flat(), expected), name).toBeLessThan(BY_HAND);
    }
  });

  it("is half as long where the gradient is no larger than ε", async () => {
    const at = async (target: number) => {
      const run = { optimizer: "adam", learningRate: 0.1, steps: 1, targetLoss: 0 };
      return ((await storyOf(constantOutput([[target]], run))).parameters.bias_out as number[])[0];
    };
    expect(curveDisagreement([await at(1)], [0.1 / (1 + ADAM_EPSILON / 2)])).toBeLessThan(BY_HAND);
    expect(curveDisagreement([await at(5e-9)], [0.05])).toBeLessThan(BY_HAND);
  });

  it("is followed by steps of nearly η while the gradient keeps its sign and size", async () => {
    // A target so far away that the gradient is the same all the way.
    const run = { optimizer: "adam", learningRate: 0.1, steps: 20 };
    const { parameters } = await storyOf(constantOutput([[1e8]], run));
    expect((parameters.bias_out as number[])[0]).toBeCloseTo(2, 6);
  });
});
