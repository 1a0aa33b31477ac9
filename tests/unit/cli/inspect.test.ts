// `inspect` as a user runs it: known answers, the order of files, points, and every mistake at once.

import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { gradientMetrics } from "../../../src/model/metrics/index.ts";
import { command, fileWith, folder } from "./command.ts";

const TIMEOUT = 30_000;

/** A linear scalar network with an input of 1 at t = 1: everything about it is a power of its weight. */
function linear(weight: number, unroll: number) {
  return {
    model: { activation: "identity", hidden: 1 },
    task: {
      kind: "explicit",
      inputs: [Array.from({ length: unroll }, (_, t) => [t === 0 ? 1 : 0])],
      targets: [[0]],
    },
    init: {
      kind: "explicit",
      parameters: { weight_ih: [[1]], weight_hh: [[weight]], weight_out: [[1]] },
    },
  };
}

const lines = (stdout: string) => stdout.trimEnd().split("\n");

describe("inspect", () => {
  it("prints the known answers of linear networks, one line per file in order, and nothing else", {
    timeout: TIMEOUT,
  }, async () => {
    const at = folder();
    const files = [
      fileWith(join(at, "long.json"), linear(2, 1000)),
      fileWith(join(at, "short.json"), linear(2, 3)),
      fileWith(join(at, "dead.json"), linear(0, 2)),
    ];
    const { code, stdout, stderr } = await command(["inspect", ...files]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(lines(stdout)).toHaveLength(3);
    const [long, short, dead] = lines(stdout).map((line) => JSON.parse(line));
    expect(Object.keys(short)).toEqual([
      "engine",
      "loss",
      "outputs",
      "gradient",
      "logGradientNorm",
      "logStateGradient",
      "logJacobianNorm",
      "metrics",
      "activity",
      "parameterCount",
    ]);
    expect(Object.keys(short.metrics)).toEqual(Object.keys(gradientMetrics));
    expect(Object.keys(short.logGradientNorm)).toEqual(["all", "input", "recurrent", "bias", "readout"]);

    // h_T = 2^999, L = h_T², ∂L/∂h_0 = 2·2^999·2^1000 = 2^2000.
    expect(long.loss).toBe("Infinity");
    expect(long.logStateGradient).toHaveLength(1001);
    expect(long.logStateGradient[0]).toBeCloseTo(2000 * Math.log10(2), 9);
    expect(long.logJacobianNorm[0]).toBeCloseTo(1000 * Math.log10(2), 9);
    expect(long.metrics.logLoss).toBeCloseTo(1998 * Math.log10(2), 9);

    // T = 3: h_T = 4, L = 16, ∂L/∂y = 8; by hand from there.
    expect(short).toMatchObject({ engine: "reference", loss: 16, outputs: [[4]] });
    expect(short.gradient).toEqual({
      weight_ih: [[32]],
      weight_hh: [[32]],
      bias: [56],
      weight_out: [[32]],
      bias_out: [8],
      log2Scale: 0,
    });

    // Weight 0: the first input never reaches the loss.
    expect(dead.logStateGradient[0]).toBe("-Infinity");
    expect(dead.loss).toBe(0);
    expect(stdout).not.toMatch(/-0[,\]}]/);
  });

  it("evaluates at a point what a spec with the same values gives", { timeout: TIMEOUT }, async () => {
    const at = folder();
    const model = { hidden: 4 };
    const sweep = fileWith(join(at, "sweep.json"), {
      model,
      axes: [
        { param: "init.recurrent.gain", from: 0.5, to: 1.5, count: 3 },
        { param: "task.unroll", values: [2, 7] },
      ],
      replicates: 2,
    });
    const same = JSON.stringify({ model, task: { unroll: 7 }, init: { recurrent: { gain: 1.5 } } });
    const [bySweep, bySpec, otherReplicate] = await Promise.all([
      command(["inspect", sweep, "--point", "2,1"]),
      command(["inspect", "-"], { stdin: same }),
      command(["inspect", sweep, "--point=2,1,1"]),
    ]);
    expect(bySweep).toEqual({ code: 0, stdout: bySpec.stdout, stderr: "" });
    expect(lines(bySweep.stdout)).toHaveLength(1);
    expect(otherReplicate.code).toBe(0);
    expect(otherReplicate.stdout).not.toBe(bySweep.stdout);
  });

  it("reports every mistake of every file by its name, prints nothing and ends with 2", {
    timeout: TIMEOUT,
  }, async () => {
    const at = folder();
    const good = fileWith(join(at, "good.json"), {});
    const wrong = fileWith(join(at, "wrong.json"), { model: { hidden: 0, activation: "step" }, taks: {} });
    const broken = fileWith(join(at, "broken.json"), '{\n  "seed": 1,\n  "name": oops\n}');
    const absent = join(at, "absent.json");
    const { code, stdout, stderr } = await command(["inspect", good, wrong, broken, absent, "--point", "0"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    const said = lines(stderr);
    expect(said).toContainEqual(`${wrong}: model.hidden: given 0; allowed: an integer from 1 to 128`);
    expect(said.filter((line) => line.startsWith(`${wrong}: `))).toHaveLength(3);
    expect(said).toContainEqual(expect.stringMatching(/broken\.json: line 3, column 11: given "oops.*value/));
    expect(said).toContainEqual(expect.stringMatching(/absent\.json: given a file that does not exist/));
    // The good file has no axes, so that index can only be the replicate: 0, which is right.
    expect(said.filter((line) => line.startsWith(good))).toEqual([]);
    expect(said).toHaveLength(5);
  });
});
