// The spectral norm of ∂h_T/∂h_0, which the reference finds without forming the matrix, against dense linear algebra.

import { describe, expect, it } from "vitest";
import { ReferenceEngine } from "../../src/engine/reference.ts";
import type { ActivationName } from "../../src/model/activations/index.ts";
import { largestTridiagonalEigenvalue } from "../../src/model/eigenvalue.ts";
import { constantWeights } from "../pairs/constantWeights.ts";
import { LOG_SPECTRAL } from "./bounds.ts";
import { drawNetwork, inspect, signedUniform, specOf } from "./draw.ts";
import { denseJacobian, dot, type PlainNetwork } from "./plainNetwork.ts";
import { singularValues } from "./singularValues.ts";

const cases: [ActivationName, number, number][] = (["tanh", "relu", "identity", "sigmoid"] as const).flatMap(
  (activation) =>
    [1, 2, 3, 8, 16].flatMap((hidden) =>
      [1, 7].map((unroll): [ActivationName, number, number] => [activation, hidden, unroll]),
    ),
);

constantWeights(
  async () => new ReferenceEngine(),
  Array.from({ length: 64 }, (_, n) => n + 1),
  LOG_SPECTRAL,
);

describe("the spectral norm of ∂h_T/∂h_0", () => {
  it.each(cases)(
    "of a %s network with H = %i and T = %i is the dense one",
    async (activation, hidden, unroll) => {
      const shape = {
        activation,
        hidden,
        unroll,
        batch: 2,
        inputSize: 2,
        outputSize: 1,
        gain: 1.5,
        seed: 21,
      };
      const net = drawNetwork(shape);
      const { logJacobianNorm, metrics } = await inspect(specOf(net));
      const truths = net.inputs.map((_, b) => Math.log10(singularValues(denseJacobian(net, b))[0]));
      truths.forEach((truth, b) => {
        if (truth === Number.NEGATIVE_INFINITY) expect(logJacobianNorm[b]).toBe(truth);
        else expect(Math.abs(logJacobianNorm[b] - truth)).toBeLessThan(LOG_SPECTRAL);
      });
      if (Math.max(...truths) > Number.NEGATIVE_INFINITY) {
        expect(metrics.lyapunov).toBeCloseTo((Math.max(...truths) * Math.LN10) / unroll, 8);
      }
    },
  );

  it("is not the Frobenius norm nor the second singular value (control)", async () => {
    const shape = { hidden: 8, unroll: 3, batch: 1, inputSize: 1, outputSize: 1, gain: 1.5, seed: 22 };
    const net = drawNetwork({ ...shape, activation: "tanh" });
    const { logJacobianNorm } = await inspect(specOf(net));
    const values = singularValues(denseJacobian(net, 0));
    expect(Math.abs(logJacobianNorm[0] - Math.log10(values[0]))).toBeLessThan(LOG_SPECTRAL);
    expect(Math.abs(logJacobianNorm[0] - Math.log10(Math.hypot(...values)))).toBeGreaterThan(1e-3);
    expect(Math.abs(logJacobianNorm[0] - Math.log10(values[1]))).toBeGreaterThan(1e-3);
  });

  it.each([
    ["well apart", [5, 2, 1, 0.5, 0.1, 0.01]],
    ["all equal", [3, 3, 3, 3, 3, 3]],
    ["nearly equal at the top", [1 + 1e-9, 1, 1, 0.5, 0.5, 0.1]],
    ["twelve orders of magnitude apart", [1e6, 1e3, 1, 1e-3, 1e-5, 1e-6]],
    ["of rank one", [2, 0, 0, 0, 0, 0]],
  ])("is right for singular values that are %s", async (_, values) => {
    const [left, right] = [reflection(31), reflection(32)];
    const weight_hh = left.map((row) =>
      right[0].map((_x, j) => row.reduce((s, u, k) => s + u * values[k] * right[j][k], 0)),
    );
    const { logJacobianNorm } = await inspect(specOf(linear(weight_hh)));
    expect(Math.abs(logJacobianNorm[0] - Math.log10(values[0]))).toBeLessThan(LOG_SPECTRAL);
  });

  it("sees a matrix whose transpose product hides the longest direction from a careless start", async () => {
    const nilpotent = [
      [0, 0, 0, 0, 0, 1e8],
      [1, 0, 0, 0, 0, 0],
      [0, 1, 0, 0, 0, 0],
      [0, 0, 1, 0, 0, 0],
      [0, 0, 0, 1, 0, 0],
      [0, 0, 0, 0, 1, 0],
    ];
    const { logJacobianNorm } = await inspect(specOf(linear(nilpotent)));
    expect(Math.abs(logJacobianNorm[0] - 8)).toBeLessThan(LOG_SPECTRAL);
  });
});

describe("the largest eigenvalue of a tridiagonal matrix", () => {
  it("is 2 + 2 cos(π / (n + 1)) for 2 on the diagonal and −1 beside it", () => {
    for (const n of [1, 2, 5, 40, 128]) {
      const value = largestTridiagonalEigenvalue(new Array(n).fill(2), new Array(n - 1).fill(-1));
      expect(Math.abs(value - (2 + 2 * Math.cos(Math.PI / (n + 1))))).toBeLessThan(1e-13);
    }
  });
});

/** A 6 × 6 orthogonal matrix: a product of Householder reflections. */
function reflection(seed: number): number[][] {
  const random = signedUniform(seed);
  let q = Array.from({ length: 6 }, (_, i) =>
    Array.from({ length: 6 }, (_x, j): number => (i === j ? 1 : 0)),
  );
  for (let round = 0; round < 4; round++) {
    const v = Array.from({ length: 6 }, random);
    const factor = 2 / dot(v, v);
    q = q.map((row) => row.map((x, j) => x - factor * dot(row, v) * v[j]));
  }
  return q;
}

/** One step of a linear network: its Jacobian is W_hh. */
function linear(weight_hh: number[][]): PlainNetwork {
  const shape = {
    hidden: weight_hh.length,
    unroll: 1,
    batch: 1,
    inputSize: 1,
    outputSize: 1,
    gain: 1,
    seed: 1,
  };
  return { ...drawNetwork({ ...shape, activation: "identity" }), weight_hh };
}
