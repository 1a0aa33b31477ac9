// Weights that are all the same: W = w 11ᵀ passes on nothing but the sum of the units, so that Lanczos must begin with a
// vector that has a part in it, whatever the size. The Jacobian is known: (w H)^T.

import { expect, test } from "vitest";
import { LOG_BOUND } from "./bounds.ts";
import { type Open, openedFor, specOf } from "./engines.ts";

const UNROLL = 3;
const WEIGHT = 0.1;

/** Holds an engine to it at these sizes. @param bound of the log10, by default that of kernels */
export function constantWeights(open: Open, sizes: readonly number[], bound = LOG_BOUND): void {
  const engine = openedFor(open);
  test(`the Jacobian of constant weights is (w H)^T, H = ${sizes[0]} … ${sizes.at(-1)}`, async () => {
    for (const hidden of sizes) {
      const spec = specOf({
        model: { activation: "identity", hidden },
        task: { unroll: UNROLL },
        init: { recurrent: { kind: "constant", value: WEIGHT } },
      });
      const { logJacobianNorm } = await engine().inspect(spec, 0);
      const truth = UNROLL * Math.log10(WEIGHT * hidden);
      for (const log of logJacobianNorm) expect(Math.abs(log - truth), `H = ${hidden}`).toBeLessThan(bound);
      // Control: that of a network with one unit more is told apart.
      const other = UNROLL * Math.log10(WEIGHT * (hidden + 1));
      for (const log of logJacobianNorm) expect(Math.abs(log - other)).toBeGreaterThan(bound);
    }
  });
}
