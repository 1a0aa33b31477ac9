// `run` as a user runs it: the arrays against the reference, the files beside them, progress, and the interrupt.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ReferenceEngine } from "../../../src/engine/reference.ts";
import { axisValues, withField } from "../../../src/sweep/axis.ts";
import { parseSpec, type SweepSpec } from "../../../src/sweep/spec.ts";
import { command, fileWith, folder } from "./command.ts";
import { readNpy } from "./npy.ts";

const TIMEOUT = 40_000;

function parsed(input: unknown): SweepSpec {
  const result = parseSpec(input);
  if (!result.ok) throw new Error(JSON.stringify(result.mistakes));
  return result.value;
}

describe("run", () => {
  it("writes one array per metric, axes in order and replicates last, equal to the reference", {
    timeout: TIMEOUT,
  }, async () => {
    const at = folder();
    const input = {
      name: "π × T",
      model: { hidden: 3 },
      axes: [
        { param: "init.recurrent.gain", from: 0, to: 3, count: 3 },
        { param: "model.activation", values: ["tanh", "relu"] },
        { param: "task.unroll", from: 1, to: 20, count: 4 },
      ],
      replicates: 2,
      metrics: ["logGradientNorm.recurrent", "loss"],
    };
    const spec = parsed(input);
    const out = join(at, "deep", "er");
    const { code, stdout, stderr } = await command([
      "run",
      fileWith(join(at, "sweep.json"), input),
      "--out",
      out,
      "--engine",
      "reference",
    ]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(stderr).toMatch(/^engine reference .*\n/);
    expect(stderr).toMatch(/24 of 24 points \(100 %\), .* points\/s, done\nwrote /);
    expect(readdirSync(out).sort()).toEqual([
      "logGradientNorm.recurrent.npy",
      "loss.npy",
      "run.json",
      "spec.json",
    ]);

    const written = {
      norm: readNpy(join(out, "logGradientNorm.recurrent.npy")),
      loss: readNpy(join(out, "loss.npy")),
    };
    expect(written.norm.shape).toEqual([3, 2, 4, 2]);
    expect(written.loss.shape).toEqual([3, 2, 4, 2]);
    const expected = { norm: [] as number[], loss: [] as number[] };
    const reference = new ReferenceEngine();
    const [gains, activations, unrolls] = spec.axes.map((axis) => axisValues(spec, axis));
    for (const gain of gains) {
      for (const activation of activations) {
        for (const unroll of unrolls) {
          for (const replicate of [0, 1]) {
            const point = withField(
              withField(withField(spec, "init.recurrent.gain", gain), "model.activation", activation),
              "task.unroll",
              unroll,
            );
            const { metrics } = await reference.inspect(point, replicate);
            expected.norm.push(metrics["logGradientNorm.recurrent"]);
            expected.loss.push(metrics.loss);
          }
        }
      }
    }
    expect(written.norm.values).toEqual(expected.norm);
    expect(written.loss.values).toEqual(expected.loss);

    const resolved = JSON.parse(readFileSync(join(out, "spec.json"), "utf8"));
    expect(parsed(resolved)).toEqual(spec);
    const facts = JSON.parse(readFileSync(join(out, "run.json"), "utf8"));
    expect(facts).toMatchObject({ engine: { name: "reference" }, shape: [3, 2, 4, 2], replicates: 2 });
    expect(facts.axes[2]).toEqual({ param: "task.unroll", scale: "linear", values: [1, 7, 14, 20] });
  });

  it("runs its own spec.json again to the same bytes; one network without axes is an array without axes", {
    timeout: TIMEOUT,
  }, async () => {
    const at = folder();
    const [first, second] = [join(at, "first"), join(at, "second")];
    const file = fileWith(join(at, "one.json"), { model: { hidden: 2 }, metrics: ["loss"] });
    expect((await command(["run", file, "--out", first, "--engine", "reference"])).code).toBe(0);
    expect(readNpy(join(first, "loss.npy")).shape).toEqual([]);
    expect(readNpy(join(first, "loss.npy")).values).toHaveLength(1);
    const again = ["run", join(first, "spec.json"), "--out", second, "--engine", "reference"];
    expect((await command(again)).code).toBe(0);
    for (const name of ["loss.npy", "spec.json"]) {
      expect(readFileSync(join(second, name))).toEqual(readFileSync(join(first, name)));
    }
  });

  it("is interrupted with 130 and leaves older results as they were", { timeout: TIMEOUT }, async () => {
    const at = folder();
    const old = fileWith(join(at, "loss.npy"), "older");
    const file = fileWith(join(at, "long.json"), {
      model: { hidden: 64 },
      axes: [
        { param: "init.recurrent.gain", from: 0, to: 3, count: 100 },
        { param: "task.unroll", from: 1, to: 500, count: 100 },
      ],
    });
    const { code, stderr } = await command(["run", file, "--out", at, "--engine", "reference"], {
      during: (child) => child.stderr?.once("data", () => child.kill("SIGINT")),
    });
    expect({ code, last: stderr.trimEnd().split("\n").at(-1) }).toEqual({
      code: 130,
      last: "interrupted; nothing was written",
    });
    expect(readFileSync(old, "utf8")).toBe("older");
    expect(readdirSync(at).sort()).toEqual(["long.json", "loss.npy"]);
  });

  it("refuses what it cannot run, before it makes a folder", { timeout: TIMEOUT }, async () => {
    const at = folder();
    const file = fileWith(join(at, "wrong.json"), { seed: -1 });
    const out = join(at, "out");
    const [wrong, nowhere] = await Promise.all([
      command(["run", file, "--out", out, "--engine", "abacus"]),
      command(["run", fileWith(join(at, "right.json"), {}), "--out", join(file, "below")]),
    ]);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr.trimEnd().split("\n")).toEqual([
      '--engine: given "abacus"; allowed: one of "auto", "webgpu", "cpu", "reference"',
      `seed: given -1; allowed: an integer from 0 to ${Number.MAX_SAFE_INTEGER}`,
    ]);
    expect(existsSync(out)).toBe(false);
    expect(nowhere.code).toBe(2);
    expect(nowhere.stderr).toMatch(/^--out: .*cannot be made or written/);
  });
});
