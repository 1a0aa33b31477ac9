// Kernels against the reference: activations × initialisers × hidden sizes × unroll lengths, thinned so that every
// pair of values meets somewhere; whole inspections are compared, gradients and steps included.

import { afterAll, beforeAll, expect, test } from "vitest";
import { ReferenceEngine } from "../../src/engine/reference.ts";
import type { WebgpuEngine } from "../../src/engine/webgpu/webgpu.ts";
import { type ActivationName, activations } from "../../src/model/activations/index.ts";
import { initializers } from "../../src/model/initializers/index.ts";
import { parseSpec, type SweepSpec } from "../../src/sweep/spec.ts";
import { openEngine } from "./adapter.ts";
import { insideHorizon } from "./bounds.ts";
import { differences, failures, report } from "./compare.ts";

/** Every activation meets a scalar, a small, an odd and a wide network; every size is met. */
const sizes: Record<ActivationName, readonly number[]> = {
  tanh: [1, 2, 8, 32, 128],
  relu: [1, 3, 17, 64],
  identity: [1, 8, 32],
  sigmoid: [1, 2, 17],
};
const unrolls = [1, 2, 10, 50, 200, 1000];

const reference = new ReferenceEngine();
let engine: WebgpuEngine;
beforeAll(async () => {
  engine = await openEngine();
});
afterAll(() => engine.close());

function specOf(fields: object): SweepSpec {
  const parsed = parseSpec(fields);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.mistakes));
  return parsed.value;
}

test("every activation of the catalog is in the table of sizes", () => {
  expect(Object.keys(sizes)).toEqual(Object.keys(activations));
});

for (const [activation, hiddens] of Object.entries(sizes)) {
  for (const hidden of hiddens) {
    test(`${activation} at H = ${hidden} agrees with the reference inside the chaos horizon`, async () => {
      let beyond = 0;
      let compared = 0;
      const kinds = Object.keys(initializers);
      // A wide network at T = 1000 would take minutes on a software adapter; narrow ones cover that length.
      const lengths = unrolls.filter((unroll) => unroll * hidden <= 2000 && (hidden < 128 || unroll <= 10));
      for (const [n, unroll] of lengths.entries()) {
        // Two initialisers per length, in turn, so that all six are met.
        for (const kind of [kinds[(2 * n) % kinds.length], kinds[(2 * n + 1) % kinds.length]]) {
          const scale =
            kind === "constant" ? { value: 0.9 / hidden } : { gain: activation === "sigmoid" ? 2 : 0.9 };
          const spec = specOf({
            model: { hidden, activation },
            task: {
              unroll,
              between: n % 2 === 0 ? "zero" : "hold",
              cases: n % 3 === 0 ? "everHigh" : "notes",
            },
            init: { recurrent: { kind, ...scale }, bias: kind === "constant" ? 0 : 0.05 },
            seed: 100 * hidden + unroll,
          });
          const expected = await reference.inspect(spec, n);
          if (!insideHorizon(expected.metrics.lyapunov, unroll)) {
            beyond++;
            continue;
          }
          const failed = failures(differences(await engine.inspect(spec, n), expected));
          expect(failed.length, `${kind}, T = ${unroll}\n${report(failed)}`).toBe(0);
          compared++;
        }
      }
      console.info(`${activation} H=${hidden}: ${compared} networks compared, ${beyond} beyond the horizon`);
      expect(compared).toBeGreaterThan(0);
    });
  }
}

test("batches that are no multiple of four, wide inputs and outputs, and an initial state agree", async () => {
  const wave = (at: number) => Math.sin(12.9898 * at) * 1.3;
  let at = 0;
  const fill = (...shape: number[]): unknown =>
    shape.length === 0 ? wave(at++) : Array.from({ length: shape[0] }, () => fill(...shape.slice(1)));
  for (const [B, T, I, O, hidden, activation] of [
    [5, 7, 3, 2, 1, "tanh"],
    [9, 20, 2, 3, 3, "relu"],
    [1, 3, 1, 5, 2, "identity"],
    [64, 4, 64, 64, 3, "sigmoid"],
  ] as const) {
    const task = {
      kind: "explicit",
      inputs: fill(B, T, I),
      targets: fill(B, O),
      initialState: { h: fill(B, hidden) },
    };
    const spec = specOf({ model: { hidden, activation }, task, init: { bias: 0.2 } });
    const failed = failures(differences(await engine.inspect(spec, 0), await reference.inspect(spec, 0)));
    expect(failed.length, `B ${B} T ${T} I ${I} O ${O}\n${report(failed)}`).toBe(0);
  }
});
