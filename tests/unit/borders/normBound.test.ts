// The bound σ_max·max φ′ < 1: everything on its safe side vanishes, and at one step in a unit at rest it is the border itself.

import { describe, expect, it } from "vitest";
import { matrixNorm } from "../../../src/model/theory/matrixNorm.ts";
import { specAt } from "../../../src/sweep/axis.ts";
import { LOG_SPECTRAL } from "../bounds.ts";
import { inspect, signedUniform, sound } from "../draw.ts";
import { singularValues } from "../singularValues.ts";
import { crossings, expectOnCurve, measuredAround, signChange } from "./measured.ts";

const sweep = (activation: string, kind: string, to: number, task: object = {}) =>
  sound({
    model: { activation, hidden: 6 },
    task: { kind: "prices", unroll: 1, ...task },
    init: { recurrent: { kind, gain: 1 } },
    seed: 3,
    axes: [
      { param: "init.recurrent.gain", from: 0, to, count: 512 },
      { param: "task.unroll", from: 1, to: 40, count: 40 },
    ],
    metrics: ["lyapunov"],
  });

describe.each([
  ["tanh", "normal", 2],
  ["tanh", "uniform", 2],
  ["sigmoid", "normal", 6],
  ["identity", "xavier", 2],
])("the bound of %s units with %s weights", (activation, kind, to) => {
  const spec = sweep(activation, kind, to);

  it("is the border of a single step", async () => {
    const [pixel] = crossings(spec, "normBound", { along: 0, at: 0 });
    const measured = await measuredAround(
      spec,
      { along: 0, at: 0 },
      pixel,
      ({ metrics }) => metrics.lyapunov,
    );
    expectOnCurve(signChange(measured), pixel, "T = 1");
  });

  it("leaves nothing on its safe side that does not vanish, whatever the inputs", async () => {
    const held = sweep(activation, kind, to, { between: "hold" });
    for (const at of [0, 1, 9, 39]) {
      const [pixel] = crossings(held, "normBound", { along: 0, at });
      for (const share of [0.3, 0.7, 1]) {
        const indices = [Math.floor(pixel * share), at];
        expect((await inspect(specAt(held, indices))).metrics.lyapunov).toBeLessThan(0);
      }
    }
    // The control: on the other side of it something explodes.
    const [pixel] = crossings(spec, "normBound", { along: 0, at: 0 });
    expect((await inspect(specAt(spec, [Math.ceil(pixel), 0]))).metrics.lyapunov).toBeGreaterThan(0);
  });
});

describe("the largest singular value", () => {
  it.each([1, 2, 7, 32])("of a matrix of %i rows is that of Jacobi's sweeps", (size) => {
    const random = signedUniform(size);
    const rows = Array.from({ length: size }, () => Array.from({ length: size }, random));
    const norm = matrixNorm(Float64Array.from(rows.flat()), size);
    const truth = singularValues(rows)[0];
    expect(Math.abs(Math.log(norm / truth))).toBeLessThan(LOG_SPECTRAL);
    // The control: Frobenius' norm, which is larger wherever there is a second value.
    if (size > 1) expect(Math.hypot(...rows.flat()) / truth).toBeGreaterThan(1.01);
  });

  it("of a matrix of zeros is 0", () => {
    expect(matrixNorm(new Float64Array(9), 3)).toBe(0);
  });
});
