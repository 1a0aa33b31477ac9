// The gradients of gru and lstm on all three legs: central differences (short T), complex step (also at T = 1000), both
// through the network of plainGated.ts; and the Jacobian of the whole state against a dense one.

import { describe, expect, it } from "vitest";
import type { Inspection } from "../../src/sweep/inspection.ts";
import { COMPLEX_STEP, DIFFERENCES, LOG_SPECTRAL, SABOTAGE } from "./bounds.ts";
import { inspect } from "./draw.ts";
import {
  drawGated,
  type GatedNetwork,
  type GatedNumbers,
  type GatedSabotage,
  gatedByComplexStep,
  gatedByDifferences,
  gatedJacobian,
  gatedLoss,
  gatedNames,
  gatedSpec,
} from "./plainGated.ts";
import { singularValues } from "./singularValues.ts";

const cellNames = ["gru", "lstm"] as const;
const parameterNames = gatedNames.filter((name) => name !== "h" && name !== "c");

const draw = (cell: "gru" | "lstm", hidden: number, lengths: number[], gain = 1.5, seed = 5) =>
  drawGated({ cell, hidden, lengths, inputSize: 2, outputSize: 2, gain, seed });

/** ‖a − b‖ / ‖b‖ of one array, whatever its shape. */
function apart(a: unknown, b: unknown): number {
  const [x, y] = [numbersOf(a), numbersOf(b)];
  if (x.length !== y.length) return Number.POSITIVE_INFINITY;
  const difference = Math.hypot(...x.map((value, i) => value - y[i]));
  return difference === 0 ? 0 : difference / Math.hypot(...y);
}

function numbersOf(values: unknown): number[] {
  return Array.isArray(values) ? (values.flat(3) as number[]) : [];
}

function largestDisagreement({ gradient }: Inspection, truth: GatedNumbers): number {
  const factor = 2 ** gradient.log2Scale;
  return Math.max(
    ...parameterNames.map((name) =>
      apart(
        numbersOf(gradient[name]).map((x) => x * factor),
        numbersOf(truth[name]),
      ),
    ),
  );
}

/** log10 of the norm of ∂L/∂s_0: h and c together. */
function logToInitial({ h, c }: GatedNumbers): number {
  return Math.log10(Math.hypot(...h.flat(), ...c.flat()));
}

describe.each(cellNames)("the gradient of a network of the cell %s", (cell) => {
  it.each([1, 2, 3, 8])("agrees with central differences and complex steps at H = %i", async (hidden) => {
    for (const T of [1, 2, 5, 20]) {
      const net = draw(cell, hidden, [T, T, T]);
      const inspection = await inspect(gatedSpec(net));
      const truth = gatedByComplexStep(net);
      expect(Math.abs(inspection.loss / gatedLoss(net) - 1)).toBeLessThan(COMPLEX_STEP);
      expect(largestDisagreement(inspection, truth), `T = ${T}`).toBeLessThan(COMPLEX_STEP);
      expect(Math.abs(inspection.logStateGradient[0] - logToInitial(truth))).toBeLessThan(COMPLEX_STEP);
      if (T <= 5) {
        const byDifferences = gatedByDifferences(net);
        for (const name of parameterNames) {
          expect(apart(byDifferences[name], truth[name]), name).toBeLessThan(DIFFERENCES);
        }
      }
    }
  });

  it("agrees with complex steps over 1000 steps", async () => {
    const net = draw(cell, 2, [1000, 1000], 0.8);
    const inspection = await inspect(gatedSpec(net));
    const truth = gatedByComplexStep(net);
    expect(largestDisagreement(inspection, truth)).toBeLessThan(COMPLEX_STEP);
  });

  it("agrees for sequences of different lengths in one batch: each is read to its own last step", async () => {
    const net = draw(cell, 3, [4, 1, 9, 6, 9]);
    const inspection = await inspect(gatedSpec(net));
    const truth = gatedByComplexStep(net);
    expect(largestDisagreement(inspection, truth)).toBeLessThan(COMPLEX_STEP);
    expect(Math.abs(inspection.logStateGradient[0] - logToInitial(truth))).toBeLessThan(COMPLEX_STEP);
    // Control: the same sequences all read to the ninth step are another network.
    const padded: GatedNetwork = {
      ...net,
      inputs: net.inputs.map((rows) => [...rows, ...new Array(9 - rows.length).fill([0, 0])]),
    };
    expect(largestDisagreement(inspection, gatedByComplexStep(padded))).toBeGreaterThan(SABOTAGE);
  });

  it("has the Jacobian of the whole state, whose spectral norm is the dense one's", async () => {
    for (const [hidden, T] of [
      [1, 1],
      [3, 7],
      [8, 20],
    ]) {
      const net = draw(cell, hidden, [T, T]);
      const { logJacobianNorm } = await inspect(gatedSpec(net));
      for (const [b, log] of logJacobianNorm.entries()) {
        const truth = Math.log10(singularValues(gatedJacobian(net, b))[0]);
        expect(Math.abs(log - truth)).toBeLessThan(LOG_SPECTRAL);
        // Control: the norm is not that of any other sequence.
        const other = Math.log10(singularValues(gatedJacobian(net, 1 - b))[0]);
        expect(Math.abs(log - other)).toBeGreaterThan(LOG_SPECTRAL);
      }
    }
  });

  it("is told apart from other people's equations by the same comparison (control)", async () => {
    const faults: GatedSabotage[] =
      cell === "gru" ? ["reset before the product", "update gate the other way"] : ["forgotten forget gate"];
    const net = draw(cell, 3, [5, 5]);
    const inspection = await inspect(gatedSpec(net));
    for (const fault of faults) {
      expect(largestDisagreement(inspection, gatedByComplexStep(net, fault)), fault).toBeGreaterThan(
        SABOTAGE,
      );
    }
    // Two gates that have changed places are another order of rows than PyTorch's.
    const swap = (rows: number[][]) => [...rows.slice(3, 6), ...rows.slice(0, 3), ...rows.slice(6)];
    const swapped = { ...net, weight_hh: swap(net.weight_hh) };
    expect(largestDisagreement(inspection, gatedByComplexStep(swapped))).toBeGreaterThan(SABOTAGE);
  });
});
