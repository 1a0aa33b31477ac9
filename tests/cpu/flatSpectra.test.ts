// Jacobians whose singular values almost agree: no vector stands out for Lanczos to find, and its float32 vectors soon
// cease to be orthogonal. The norm must be right there too.

import { expect, test } from "vitest";
import { ReferenceEngine } from "../../src/engine/reference.ts";
import { LOG_BOUND } from "../pairs/bounds.ts";
import { openedFor, specOf } from "../pairs/engines.ts";
import { openEngine } from "./engine.ts";

const engine = openedFor(openEngine);
const reference = new ReferenceEngine();

for (const activation of ["sigmoid", "tanh", "identity"]) {
  test(`${activation}: the Jacobian's norm of orthogonal matrices of small gain agrees`, async () => {
    let worst = { error: 0, text: "none" };
    for (const hidden of [2, 5, 11, 17, 33]) {
      for (const unroll of [1, 3, 10]) {
        for (const gain of [0.003, 0.05, 0.3]) {
          const spec = specOf({
            model: { activation, hidden },
            task: { unroll },
            init: { recurrent: { kind: "orthogonal", gain }, bias: -0.5 },
            seed: hidden + unroll,
          });
          const [actual, expected] = [await engine().inspect(spec, 0), await reference.inspect(spec, 0)];
          for (const [b, log] of expected.logJacobianNorm.entries()) {
            const error = Math.abs(actual.logJacobianNorm[b] - log);
            if (error <= worst.error) continue;
            worst = { error, text: `H = ${hidden}, T = ${unroll}, gain ${gain}: off by ${error}` };
          }
        }
      }
    }
    console.info(`${activation}: ${worst.text}`);
    expect(worst.error, worst.text).toBeLessThanOrEqual(LOG_BOUND);
  });
}

test("found by chance: eleven sigmoid units behind an orthogonal matrix of small gain", async () => {
  const spec = specOf({
    model: { activation: "sigmoid", hidden: 11 },
    task: {
      kind: "explicit",
      inputs: [
        [
          [-0.6214922070503235, 0, 0.747147370595485],
          [-0.6884574280120432, -0.5785766034387052, 0],
          [0.2698302986100316, 0.3867057394236326, -0.6137947523966432],
        ],
      ],
      targets: [[1]],
      initialState: {
        h: [
          [
            0.5530835436657071, -0.14234389318153262, -0.4966620448976755, 0.0818526423536241,
            0.2416496118530631, 0.2923056655563414, 0.5600961148738861, 0.45774640096351504,
            0.8001997405663133, 0.9453020882792771, -0.5693709906190634,
          ],
        ],
      },
    },
    init: { recurrent: { kind: "orthogonal", gain: 0.04557474517528788 }, bias: -0.5 },
    seed: 988499,
  });
  const [actual, expected] = [await engine().inspect(spec, 0), await reference.inspect(spec, 0)];
  const error = Math.abs(actual.logJacobianNorm[0] - expected.logJacobianNorm[0]);
  expect(error).toBeLessThanOrEqual(LOG_BOUND);
});
