// Whole training runs of an engine against the reference: optimisers × clipping × activations × sizes × unroll lengths ×
// tasks, thinned so that every value meets every kind of its neighbours; whole stories are compared, up to the horizon.

import { expect, test } from "vitest";
import { type ActivationName, activations } from "../../src/model/activations/index.ts";
import type { OptimizerName } from "../../src/model/optimizers/index.ts";
import type { SweepSpec } from "../../src/sweep/spec.ts";
import { irregular, type Open, openedFor } from "./engines.ts";
import type { GradientShape } from "./gradientPairs.ts";
import { Tally, trainingDifferences } from "./trainingCompare.ts";
import { partingOf, reference, told, trainingSpec } from "./trainingRuns.ts";

/** What is tried of an engine: as much as its speed allows. */
export interface TrainingExtent {
  /** Every activation meets a scalar network. */
  readonly sizes: Readonly<Record<ActivationName, readonly number[]>>;
  fits(hidden: number, unroll: number): boolean;
  stepsOf(hidden: number): number;
  /** The optimisers that the s-th size of the a-th activation meets. */
  optimizersFor(a: number, s: number): readonly OptimizerName[];
  /** Explicit tasks, with an optimiser each. */
  readonly shapes: readonly (readonly [...GradientShape, OptimizerName])[];
}

const unrolls = [1, 2, 7, 50];
/** Without, and with a clip norm that most gradients of these networks are over. */
const clipNorms = [null, 0.05];

export function trainingPairs(open: Open, extent: TrainingExtent): void {
  const { sizes, fits, stepsOf, optimizersFor, shapes } = extent;
  const engine = openedFor(open);

  /** Compares one run with the reference's. */
  async function compare(spec: SweepSpec, name: string, tally: Tally): Promise<void> {
    const [actual, expected] = [told(await engine().inspect(spec, 0)), await reference(spec)];
    tally.add(trainingDifferences(actual, expected, spec.training.targetLoss, partingOf(spec)), name);
  }

  test("every activation of the catalog is in the table of sizes", () => {
    expect(Object.keys(sizes)).toEqual(Object.keys(activations));
  });

  for (const [a, [activation, hiddens]] of Object.entries(sizes).entries()) {
    for (const [s, hidden] of hiddens.entries()) {
      const chosen = optimizersFor(a, s);
      test(`${activation} at H = ${hidden} trains as the reference does, by ${chosen.join(", ")}`, async () => {
        const tally = new Tally();
        for (const [n, unroll] of unrolls.filter((length) => fits(hidden, length)).entries()) {
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
                  steps: stepsOf(hidden),
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
    const fill = irregular();
    const tally = new Tally();
    for (const [B, T, I, O, hidden, activation, optimizer] of shapes) {
      for (const clipNorm of clipNorms) {
        const task = {
          kind: "explicit",
          inputs: fill(B, T, I),
          targets: fill(B, O),
          initialState: { h: fill(B, hidden) },
        };
        const training = {
          optimizer,
          learningRate: 0.03,
          momentum: 0.5,
          clipNorm,
          steps: 30,
          targetLoss: 0.3,
        };
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
}
