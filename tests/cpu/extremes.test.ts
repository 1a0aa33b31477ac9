// Magnitudes that no float32 holds, on the CPU: to 10^±30000, in scalar networks and in those of several units.

import { expect, test } from "vitest";
import { ReferenceEngine } from "../../src/engine/reference.ts";
import { differences, failures, report } from "../pairs/compare.ts";
import { constantWeights } from "../pairs/constantWeights.ts";
import { openedFor, specOf } from "../pairs/engines.ts";
import { extremes, pulse } from "../pairs/extremes.ts";
import { openEngine } from "./engine.ts";

extremes(openEngine);
constantWeights(
  openEngine,
  Array.from({ length: 40 }, (_, n) => n + 1),
);

const engine = openedFor(openEngine);
const reference = new ReferenceEngine();

/** Networks that see nothing, from h_0 = 0: their gradient grows or vanishes for ever. */
const silent = (hidden: number, activation: string, gain: number, unroll: number) =>
  specOf({
    model: { activation, hidden },
    init: { recurrent: { kind: "orthogonal", gain }, bias: 0 },
    task: {
      kind: "explicit",
      inputs: [Array.from({ length: unroll }, () => [0])],
      targets: [[1]],
    },
  });

/** Weights of several units are float32 numbers, so that their own rounding, 30000 times over, does not fill the bound. */
const cases = [
  ["exploding linear, H = 2", pulse("identity", 10, 30000, 2), 30000],
  ["exploding ReLU, H = 3", pulse("relu", 9.5, 32768, 3), 32000],
  ["vanishing linear, H = 1", pulse("identity", 0.1, 30002), -30000],
  ["vanishing linear, H = 2", pulse("identity", 0.09375, 30002, 2), -28000],
  ["vanishing tanh, H = 1", pulse("tanh", 0.1, 30002), -30000],
  ["vanishing tanh, H = 2", pulse("tanh", 0.09375, 30002, 2), -28000],
  ["tanh without input, H = 1", silent(1, "tanh", 3, 32768), 15000],
  ["tanh without input, H = 4", silent(4, "tanh", 3, 32768), 15000],
  ["ReLU without input, H = 4", silent(4, "relu", 0.5, 1000), Number.NEGATIVE_INFINITY],
] as const;

for (const [name, spec, least] of cases) {
  test(`${name} is followed over ${Math.abs(least)} powers of ten`, async () => {
    const [actual, expected] = [await engine().inspect(spec, 0), await reference.inspect(spec, 0)];
    const failed = failures(differences(actual, expected));
    expect(failed.length, report(failed.slice(0, 10))).toBe(0);
    const [reached] = expected.logJacobianNorm;
    if (Number.isFinite(least)) expect(Math.sign(least) * reached).toBeGreaterThan(Math.abs(least));
    else expect(actual.logJacobianNorm[0]).toBe(least);
  });
}
