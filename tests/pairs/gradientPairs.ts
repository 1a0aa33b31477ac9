// An engine against the reference in mode gradient: activations × initialisers × hidden sizes × unroll lengths, thinned so
// that every pair of values meets somewhere; whole inspections are compared, gradients and steps included.

import { expect, test } from "vitest";
import { ReferenceEngine } from "../../src/engine/reference.ts";
import { type ActivationName, activations } from "../../src/model/activations/index.ts";
import { initializers } from "../../src/model/initializers/index.ts";
import { insideHorizon } from "./bounds.ts";
import { differences, failures, report } from "./compare.ts";
import { irregular, type Open, openedFor, specOf } from "./engines.ts";

/** What is tried of an engine: as much as its speed allows. */
export interface GradientExtent {
  /** Every activation meets a scalar, a small, an odd and a wide network. */
  readonly sizes: Readonly<Record<ActivationName, readonly number[]>>;
  /** Whether a network of so many units is unrolled so often. */
  fits(hidden: number, unroll: number): boolean;
  /** Explicit tasks: batch, unroll, inputs, outputs, hidden size, activation. */
  readonly shapes: readonly GradientShape[];
}

export type GradientShape = readonly [
  B: number,
  T: number,
  I: number,
  O: number,
  hidden: number,
  activation: ActivationName,
];

const unrolls = [1, 2, 10, 50, 200, 1000];

export function gradientPairs(open: Open, { sizes, fits, shapes }: GradientExtent): void {
  const reference = new ReferenceEngine();
  const engine = openedFor(open);

  test("every activation of the catalog is in the table of sizes", () => {
    expect(Object.keys(sizes)).toEqual(Object.keys(activations));
  });

  for (const [activation, hiddens] of Object.entries(sizes)) {
    for (const hidden of hiddens) {
      test(`${activation} at H = ${hidden} agrees with the reference inside the chaos horizon`, async () => {
        let beyond = 0;
        let compared = 0;
        const kinds = Object.keys(initializers);
        for (const [n, unroll] of unrolls.filter((length) => fits(hidden, length)).entries()) {
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
            const failed = failures(differences(await engine().inspect(spec, n), expected));
            expect(failed.length, `${kind}, T = ${unroll}\n${report(failed)}`).toBe(0);
            compared++;
          }
        }
        console.info(
          `${activation} H=${hidden}: ${compared} networks compared, ${beyond} beyond the horizon`,
        );
        expect(compared).toBeGreaterThan(0);
      });
    }
  }

  test("batches that are no multiple of four, wide inputs and outputs, and an initial state agree", async () => {
    const fill = irregular();
    for (const [B, T, I, O, hidden, activation] of shapes) {
      const task = {
        kind: "explicit",
        inputs: fill(B, T, I),
        targets: fill(B, O),
        initialState: { h: fill(B, hidden) },
      };
      const spec = specOf({ model: { hidden, activation }, task, init: { bias: 0.2 } });
      const failed = failures(differences(await engine().inspect(spec, 0), await reference.inspect(spec, 0)));
      expect(failed.length, `B ${B} T ${T} I ${I} O ${O}\n${report(failed)}`).toBe(0);
    }
  });
}
