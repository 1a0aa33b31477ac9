// Specs of training runs: their defaults, what each field allows, and which axes and metrics belong to which mode.

import { describe, expect, it } from "vitest";
import { gradientMetrics, trainingMetrics } from "../../src/model/metrics/index.ts";
import { optimizers } from "../../src/model/optimizers/index.ts";
import { formatAddress, parseAddress } from "../../src/sweep/address.ts";
import { metricsOf } from "../../src/sweep/metricsOf.ts";
import type { Mistake } from "../../src/sweep/mistakes.ts";
import { parseSpec } from "../../src/sweep/spec.ts";
import { sound } from "./draw.ts";
import { scalarRun, storyOf } from "./story.ts";

function mistakesOf(input: unknown): readonly Mistake[] {
  const parsed = parseSpec(input);
  return parsed.ok ? [] : parsed.mistakes;
}

const pathsOf = (input: unknown) => mistakesOf(input).map(({ path }) => path);
const training = (settings: object, rest: object = {}) => ({ mode: "training", training: settings, ...rest });

/** What is computed of a task that keeps no sequences back from training. */
const withoutTest = Object.keys(trainingMetrics).filter((name) => name !== "testLoss");

describe("a training spec", () => {
  it("left blank has the design's settings and every training metric", () => {
    const spec = sound({ mode: "training" });
    expect(spec.training).toEqual({
      optimizer: "sgd",
      learningRate: 0.1,
      momentum: 0,
      clipNorm: null,
      steps: 500,
      targetLoss: 0.001,
    });
    expect(spec.metrics).toEqual(withoutTest);
    // A task that keeps sequences back has a metric of them besides, unless it is told to keep none.
    const adding = { mode: "training", task: { kind: "adding" } };
    expect(sound(adding).metrics).toEqual(Object.keys(trainingMetrics));
    expect(sound({ ...adding, task: { kind: "adding", testBatch: 0 } }).metrics).toEqual(withoutTest);
    // Control: mode gradient has other metrics, and the same settings, which it does not read.
    expect(sound({}).metrics).toEqual(["logGradientRatio", "loss"]);
    expect(sound({}).training).toEqual(spec.training);
  });

  it("allows every optimiser of the catalog, no clipping and clipping to 0", () => {
    for (const optimizer of Object.keys(optimizers)) expect(pathsOf(training({ optimizer }))).toEqual([]);
    expect(sound(training({ clipNorm: null })).training.clipNorm).toBeNull();
    expect(sound(training({ clipNorm: 0 })).training.clipNorm).toBe(0);
    expect(pathsOf(training({ learningRate: 0, momentum: 1, targetLoss: 0, steps: 1_000_000 }))).toEqual([]);
  });

  it("computes its own metrics and all others of the mode; a gradient spec computes what it asks for", () => {
    const asked = sound(training({}, { metrics: ["meanLoss", "outcome"] }));
    expect(metricsOf(asked).slice(0, 2)).toEqual(["meanLoss", "outcome"]);
    expect(metricsOf(asked).toSorted()).toEqual(withoutTest.toSorted());
    expect(metricsOf(sound({ metrics: ["lyapunov"] }))).toEqual(["lyapunov"]);
  });
});

describe("the mistakes of a training spec", () => {
  it("are said all at once, each with what is allowed", () => {
    const mistakes = mistakesOf({
      mode: "train",
      training: {
        optimizer: "rmsprop",
        learningRate: -1,
        momentum: 1.5,
        clipNorm: -0.1,
        steps: 0,
        targetLoss: "low",
        epochs: 3,
      },
      axes: [{ param: "nosuch", values: [1] }],
    });
    const allowed = Object.fromEntries(mistakes.map((mistake) => [mistake.path, mistake.allowed]));
    expect(allowed).toEqual({
      mode: 'one of "gradient", "training"',
      "training.optimizer": `one of ${Object.keys(optimizers)
        .map((name) => `"${name}"`)
        .join(", ")}`,
      "training.learningRate": "a number from 0 to 1000000000",
      "training.momentum": "a number from 0 to 1",
      "training.clipNorm": "a number from 0 to 1000000000, or null",
      "training.steps": "an integer from 1 to 1000000",
      "training.targetLoss": "a number from 0 to 1000000000",
      "training.epochs": expect.stringContaining("known are optimizer, learningRate"),
      "axes.0.param": expect.stringContaining("dotted path"),
    });
    expect(pathsOf(training({ steps: 1.5, learningRate: Number.NaN, clipNorm: "none" }))).toEqual([
      "training.learningRate",
      "training.clipNorm",
      "training.steps",
    ]);
    expect(pathsOf(training({ learningRate: null }))).toEqual(["training.learningRate"]);
    expect(pathsOf({ mode: "training", training: [] })).toEqual(["training"]);
  });

  it("are metrics of the other mode, in either direction, with those that are allowed", () => {
    const [wrong] = mistakesOf(training({}, { metrics: ["outcome", "lyapunov"] })).slice(0, 1);
    expect(wrong).toEqual({
      path: "metrics.1",
      given: '"lyapunov"',
      allowed: `in mode "training" one of ${Object.keys(trainingMetrics).join(", ")}`,
    });
    expect(mistakesOf({ metrics: ["outcome", "loss"] })).toEqual([
      {
        path: "metrics.0",
        given: '"outcome"',
        allowed: `in mode "gradient" one of ${Object.keys(gradientMetrics).join(", ")}`,
      },
    ]);
    expect(pathsOf({ mode: "gradient", metrics: Object.keys(trainingMetrics) })).toHaveLength(7);
    expect(pathsOf(training({}, { metrics: ["outcome", "outcome"] }))).toEqual(["metrics"]);
  });

  it("are axes over training in a sweep that does not train", () => {
    for (const setting of ["learningRate", "momentum", "clipNorm", "steps", "targetLoss"]) {
      const axes = [{ param: `training.${setting}`, values: [1] }];
      const [mistake, ...others] = mistakesOf({ axes });
      expect(others).toEqual([]);
      expect(mistake.path).toBe("axes.0.param");
      expect(mistake.allowed).toBe('a field that mode "gradient" reads; training.* has no effect in it');
      // Control: in mode training it is an axis, momentum with the optimiser of that name.
      expect(pathsOf(training({ optimizer: "momentum" }, { axes }))).toEqual([]);
    }
    expect(pathsOf({ axes: [{ param: "training.optimizer", values: ["sgd"] }] })).toEqual(["axes.0.param"]);
  });

  it("are an axis over the momentum where no optimiser reads it", () => {
    const axes = [{ param: "training.momentum", from: 0, to: 0.9, count: 4 }];
    for (const optimizer of ["sgd", "adam"]) {
      const [mistake] = mistakesOf(training({ optimizer }, { axes }));
      expect(mistake.path).toBe("axes.0.param");
      expect(mistake.allowed).toContain(`optimizer "${optimizer}"`);
    }
    expect(pathsOf(training({ optimizer: "momentum" }, { axes }))).toEqual([]);
    const both = [...axes, { param: "training.optimizer", values: ["sgd", "momentum"] }];
    expect(pathsOf(training({ optimizer: "sgd" }, { axes: both }))).toEqual([]);
    // A broken optimiser is one mistake, not two.
    expect(pathsOf(training({ optimizer: "sdg" }, { axes }))).toEqual(["training.optimizer"]);
  });

  it("leave an axis that is sound alone, whatever stands beside it", () => {
    const chosen = { param: "training.optimizer", values: ["sgd", "momentum"] };
    for (const broken of [null, 7, "axis", {}, { param: 7 }]) {
      expect(
        pathsOf(training({}, { axes: [broken, chosen] })).every((path) => path.startsWith("axes.0")),
      ).toBe(true);
      expect(pathsOf(training({}, { axes: [broken, chosen] })).length).toBeGreaterThan(0);
    }
    // The optimiser's axis counts for that of the momentum also where one of its positions is wrong.
    const wrong = { ...chosen, values: ["momentum", "newton"] };
    const momentum = { param: "training.momentum", from: 0, to: 0.9, count: 3 };
    expect(pathsOf(training({}, { axes: [wrong, momentum] }))).toEqual(["axes.0.values.1"]);
  });

  it("are positions of an axis that its field does not allow; none of them is null", () => {
    const over = (param: string, ...values: unknown[]) =>
      pathsOf(training({ optimizer: "momentum" }, { axes: [{ param, values }] }));
    expect(over("training.steps", 1, 0, 2.5, 1_000_001)).toEqual([1, 2, 3].map((i) => `axes.0.values.${i}`));
    expect(over("training.momentum", 0, 1, 1.01)).toEqual(["axes.0.values.2"]);
    expect(over("training.clipNorm", 0, 1e9, -1)).toEqual(["axes.0.values.2"]);
    expect(over("training.clipNorm", 1, null)).toEqual(["axes.0.values.1"]);
    expect(over("training.optimizer", "sgd", "adamw")).toEqual(["axes.0.values.1"]);
    expect(over("training", 1)).toEqual(["axes.0.param"]);
    // Positions of the steps are rounded as those of every integer are.
    expect(
      pathsOf(
        training({}, { axes: [{ param: "training.steps", from: 1, to: 1000, count: 7, scale: "log" }] }),
      ),
    ).toEqual([]);
  });
});

describe("the permalink of a training spec", () => {
  it.each([
    {},
    { training: { clipNorm: 0 } },
    { training: { clipNorm: 2.5, optimizer: "adam", steps: 1_000_000, learningRate: 1e-7, targetLoss: 0 } },
    { training: { optimizer: "momentum", momentum: 0.9 }, metrics: ["outcome"] },
    { axes: [{ param: "training.learningRate", from: 0.01, to: 10, count: 64, scale: "log" }] },
    {
      axes: [
        { param: "training.optimizer", values: ["sgd", "adam"] },
        { param: "training.momentum", values: [0, 0.5] },
      ],
    },
  ])("reads back as it was: %j", (fields) => {
    const spec = sound({ mode: "training", ...fields });
    const address = { spec, view: { metric: "outcome" } };
    expect(parseAddress(formatAddress(address))).toEqual({ ok: true, value: address });
  });

  it("names the fields as the form does", () => {
    const spec = sound(training({ optimizer: "adam", clipNorm: 1 }, { metrics: ["outcome"] }));
    expect(formatAddress({ spec, view: {} })).toBe(
      "mode=training&training.optimizer=adam&training.clipNorm=1&metrics=[%22outcome%22]",
    );
    expect(parseAddress("mode=training&training.steps=10")).toEqual({
      ok: true,
      value: { spec: sound(training({ steps: 10 })), view: {} },
    });
  });
});

describe("a clip norm", () => {
  it("of null is no clipping, and one of 0 is no movement: two different runs", async () => {
    const at = async (clipNorm: number | null) =>
      (
        await storyOf(
          scalarRun(0.5, { clipNorm, steps: 20, learningRate: 0.1 }, { activation: "tanh", unroll: 2 }),
        )
      ).loss;
    const [none, zero] = [await at(null), await at(0)];
    expect(zero[20]).toBe(zero[0]);
    expect(none[20]).toBeLessThan(none[0]);
  });
});
