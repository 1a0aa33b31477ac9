// Training runs as a user of the terminal sees them: the story of one network, the arrays of a sweep, progress in the
// midst of a long run, and an interrupt that ends it at once.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { pointOf } from "../../../src/cli/point.ts";
import { ReferenceEngine } from "../../../src/engine/reference.ts";
import type { trainingMetrics } from "../../../src/model/metrics/index.ts";
import { specAt } from "../../../src/sweep/axis.ts";
import { metricsOf } from "../../../src/sweep/metricsOf.ts";
import { INTERRUPT_MS } from "../bounds.ts";
import { sound } from "../draw.ts";
import { scalarRun } from "../story.ts";
import { command, fileWith, folder } from "./command.ts";
import { readNpy } from "./npy.ts";

const TIMEOUT = 40_000;
const names: readonly string[] = metricsOf(sound({ mode: "training" }));

/** ReLUs over learning rates from a calm one to one at which everything diverges. */
const sweep = {
  mode: "training",
  model: { hidden: 2, activation: "relu" },
  task: { unroll: 5 },
  training: { steps: 40, targetLoss: 0.05, optimizer: "momentum" },
  axes: [
    { param: "training.learningRate", values: [0.01, 0.3, 1e6] },
    { param: "training.momentum", values: [0, 0.9] },
  ],
  replicates: 2,
  metrics: ["outcome"],
};

/** A value as JSON carries it: numbers that it cannot hold are strings. */
const asJson = (value: unknown) =>
  JSON.parse(JSON.stringify(value, (_, x) => (typeof x === "number" && !Number.isFinite(x) ? String(x) : x)));

describe("inspect in training mode", () => {
  it("prints the whole story of a run, in the numbers of the reference", { timeout: TIMEOUT }, async () => {
    const at = folder();
    const run = { learningRate: 0.1, steps: 6, optimizer: "adam", clipNorm: 0.5 };
    const calm = scalarRun(0.5, run, { activation: "tanh", unroll: 3 });
    const wild = scalarRun(3, { learningRate: 0.1, steps: 4 }, { unroll: 30_000 });
    const files = [fileWith(join(at, "calm.json"), calm), fileWith(join(at, "wild.json"), wild)];
    const { code, stdout, stderr } = await command(["inspect", ...files]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const [told, diverged] = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(told).toEqual(asJson(await new ReferenceEngine().inspect(sound(calm), 0)));
    expect(Object.keys(told.training)).toEqual([
      "loss",
      "gradientNorm",
      "outcome",
      "outcomeName",
      "stepsToTarget",
      "parameters",
      "initialParameters",
      "horizon",
      "after",
    ]);
    expect([told.training.loss.length, told.training.gradientNorm.length]).toEqual([7, 6]);
    expect([told.training.outcome, told.training.outcomeName]).toEqual([1, "unfinished"]);
    expect([told.training.horizon, told.training.stepsToTarget]).toEqual([null, "NaN"]);
    expect(told.metrics).toMatchObject({
      outcome: 1,
      finalLoss: told.training.loss[6],
      stepsToTarget: "NaN",
    });
    expect(told.training.initialParameters.weight_hh).toEqual([[0.5]]);
    expect(told.training.after.logStateGradient).toHaveLength(4);
    // The network at its initial weights stands beside it, as in mode gradient.
    expect(told.loss).toBe(told.training.loss[0]);

    expect(diverged.training).toMatchObject({
      outcomeName: "diverged",
      loss: ["Infinity", "NaN", "NaN", "NaN", "NaN"],
      gradientNorm: ["NaN", "NaN", "NaN", "NaN"],
    });
    expect(diverged.metrics.peakLogGradientNorm).toBeGreaterThan(28_000);
    // Control: a gradient spec has no such story.
    const gradient = await command(["inspect", "-"], {
      stdin: JSON.stringify({ ...calm, mode: "gradient" }),
    });
    expect(Object.keys(JSON.parse(gradient.stdout))).not.toContain("training");
  });

  it("tells at a point of training axes what a spec with the same values tells", {
    timeout: TIMEOUT,
  }, async () => {
    const point = pointOf(sound(sweep), "1,1,1");
    expect(point).toMatchObject({
      ok: true,
      value: { spec: { training: { learningRate: 0.3, momentum: 0.9 } }, replicate: 1 },
    });
    const { stdout } = await command(["inspect", "-", "--point", "1,1,1"], { stdin: JSON.stringify(sweep) });
    const expected = await new ReferenceEngine().inspect(specAt(sound(sweep), [1, 1]), 1);
    expect(JSON.parse(stdout)).toEqual(asJson(expected));
    const wrong = await command(["inspect", "-", "--point", "3,0"], { stdin: JSON.stringify(sweep) });
    expect(wrong).toMatchObject({
      code: 2,
      stderr: "--point.0: given 3; allowed: an integer from 0 to 2 (training.learningRate)\n",
    });
  });
});

describe("run in training mode", () => {
  it("writes every training metric, whichever the sweep asks for", { timeout: TIMEOUT }, async () => {
    const at = folder();
    const out = join(at, "out");
    const { code, stderr } = await command([
      "run",
      fileWith(join(at, "sweep.json"), sweep),
      "--out",
      out,
      "--engine",
      "reference",
    ]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/6 of 6 points \(100 %\), .*, done\nwrote outcome\.npy, /);
    expect(readdirSync(out).toSorted()).toEqual(
      [...names.map((name) => `${name}.npy`), "run.json", "spec.json"].toSorted(),
    );
    const spec = sound(sweep);
    for (const name of names) {
      const { shape, values } = readNpy(join(out, `${name}.npy`));
      expect(shape).toEqual([3, 2, 2]);
      const expected: (number | undefined)[] = [];
      for (const [rate, momentum] of [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
        [2, 0],
        [2, 1],
      ]) {
        for (const replicate of [0, 1]) {
          const { metrics } = await new ReferenceEngine().inspect(specAt(spec, [rate, momentum]), replicate);
          expected.push(metrics[name as keyof typeof trainingMetrics]);
        }
      }
      expect(values, name).toEqual(expected);
    }
    const outcomes = readNpy(join(out, "outcome.npy")).values;
    expect(new Set(outcomes).size).toBeGreaterThan(1);
    const facts = JSON.parse(readFileSync(join(out, "run.json"), "utf8"));
    expect(facts.metrics.map(({ name, file }: { name: string; file: string }) => [name, file])).toEqual(
      ["outcome", ...names.filter((name) => name !== "outcome")].map((name) => [name, `${name}.npy`]),
    );
    // The spec is the user's own: it still asks for what it asked for.
    expect(JSON.parse(readFileSync(join(out, "spec.json"), "utf8")).metrics).toEqual(["outcome"]);
  });

  it("tells how far a single long run is, and ends within a second of an interrupt", {
    timeout: TIMEOUT,
  }, async () => {
    const at = folder();
    const file = fileWith(
      join(at, "long.json"),
      scalarRun(0.5, { steps: 1_000_000, learningRate: 0.01, targetLoss: 0 }, { unroll: 3 }),
    );
    const out = join(at, "out");
    let interrupted = Number.NaN;
    let said = "";
    const { code, stderr } = await command(["run", file, "--out", out, "--engine", "reference"], {
      during: (child) =>
        child.stderr?.on("data", (text) => {
          said += String(text);
          // The first share above 0 came out of the midst of the one tile there is.
          if (!Number.isNaN(interrupted) || !/0 of 1 points \([1-9]\d? %\)/.test(said)) return;
          interrupted = performance.now();
          child.kill("SIGINT");
        }),
    });
    expect(performance.now() - interrupted).toBeLessThan(INTERRUPT_MS);
    expect(code).toBe(130);
    expect(stderr.trimEnd().split("\n").at(-1)).toBe("interrupted; nothing was written");
    expect(readdirSync(out)).toEqual([]);
  });
});
