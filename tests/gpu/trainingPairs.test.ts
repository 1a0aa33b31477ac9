// The training kernel against the reference: optimisers × clipping × activations × sizes × unroll lengths × tasks,
// thinned so that every value meets every kind of its neighbours; whole stories are compared, up to the horizon.

import { afterAll, beforeAll, expect, test } from "vitest";
import type { WebgpuEngine } from "../../src/engine/webgpu/webgpu.ts";
import { type ActivationName, activations } from "../../src/model/activations/index.ts";
import { type OptimizerName, optimizers } from "../../src/model/optimizers/index.ts";
import type { SweepSpec } from "../../src/sweep/spec.ts";
import { openEngine } from "./adapter.ts";
import { Tally, trainingDifferences } from "./trainingCompare.ts";
import { partingOf, reference, told, trainingSpec } from "./trainingRuns.ts";

/** Every activation meets a scalar and a wider network; every size is met. */
const sizes: Record<ActivationName, readonly number[]> = {
  tanh: [1, 2, 8, 33, 128],
  relu: [3, 1],
  identity: [1],
  sigmoid: [1],
};
const unrolls = [1, 2, 7, 50];
/** Without, and with a clip norm that most gradients of these networks are over. */
const clipNorms = [null, 0.05];
const optimizerNames = Object.keys(optimizers) as OptimizerName[];

let engine: WebgpuEngine;
beforeAll(async () => {
  engine = await openEngine();
});
afterAll(() => engine.close());

/** Compares one run with the reference's. */
async function compare(spec: SweepSpec, name: string, tally: Tally): Promise<void> {
  const [actual, expected] = [told(await engine.inspect(spec, 0)), await reference(spec)];
  tally.add(trainingDifferences(actual, expected, spec.training.targetLoss, partingOf(spec)), name);
}

test("every activation of the catalog is in the table of sizes", () => {
  expect(Object.keys(sizes)).toEqual(Object.keys(activations));
});

for (const [a, [activation, hiddens]] of Object.entries(sizes).entries()) {
  for (const [s, hidden] of hiddens.entries()) {
    // Compiling is what takes long: all optimisers meet the first size of the first two activations, that is both ways of
    // exchange and both kinds of activation; every other pair of activation and size meets one of them, in turn.
    const all = a < 2 && s === 0;
    const chosen = all ? optimizerNames : [optimizerNames[(a + s) % optimizerNames.length]];
    test(`${activation} at H = ${hidden} trains as the reference does, by ${chosen.join(", ")}`, async () => {
      const tally = new Tally();
      // Long unrolls of wide networks would take minutes on a software adapter; narrow ones cover that length.
      for (const [n, unroll] of unrolls.filter((length) => length * hidden <= 400).entries()) {
        for (const [c, clipNorm] of clipNorms.entries()) {
          for (const optimizer of chosen) {
            const spec = trainingSpec({
              model: { hidden, activation },
              task: {
                unroll,
                between: (n + c) % 2 === 0 ? "zero" : "hold",
                cases: (n + c + s) % 3 === 0 ? "everHigh" : "notes",
              },
              init: {
                recurrent: { kind: "normal", gain: activation === "sigmoid" ? 2 : 0.9 },
                bias: hidden === 1 ? 0.3 : 0.05,
              },
              training: {
                optimizer,
                learningRate: optimizer === "adam" ? 0.02 : 0.1,
                momentum: 0.9,
                clipNorm,
                steps: hidden > 100 ? 6 : 40,
                targetLoss: 0.05,
              },
              seed: 100 * hidden + unroll + c,
            });
            await compare(spec, `${optimizer}, T = ${unroll}, clip norm ${clipNorm}`, tally);
          }
        }
      }
      tally.tell(`${activation} H=${hidden}`);
    });
  }
}

test("batches that are no multiple of four, wide inputs and outputs, and an initial state train alike", async () => {
  const wave = (at: number) => Math.sin(12.9898 * at) * 1.3;
  let at = 0;
  const fill = (...shape: number[]): unknown =>
    shape.length === 0 ? wave(at++) : Array.from({ length: shape[0] }, () => fill(...shape.slice(1)));
  const tally = new Tally();
  for (const [B, T, I, O, hidden, activation, optimizer] of [
    [5, 7, 2, 2, 1, "tanh", "momentum"],
    [9, 4, 2, 2, 3, "relu", "adam"],
    [1, 3, 1, 3, 1, "identity", "sgd"],
    [3, 5, 3, 1, 1, "tanh", "adam"],
  ] as const) {
    for (const clipNorm of clipNorms) {
      const task = {
        kind: "explicit",
        inputs: fill(B, T, I),
        targets: fill(B, O),
        initialState: { h: fill(B, hidden) },
      };
      const training = { optimizer, learningRate: 0.03, momentum: 0.5, clipNorm, steps: 30, targetLoss: 0.3 };
      const spec = trainingSpec({ model: { hidden, activation }, task, init: { bias: 0.2 }, training });
      await compare(
        spec,
        `B ${B}, T ${T}, I ${I}, O ${O}, ${activation}, ${optimizer}, clip norm ${clipNorm}`,
        tally,
      );
    }
  }
  tally.tell("explicit tasks");
});
