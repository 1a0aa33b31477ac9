// First leg: the reference's gradient against central differences of an independently written network (T ≤ 20).
// The control puts sabotaged gradients through the very same comparison.

import { describe, expect, it } from "vitest";
import { type ActivationName, activations } from "../../src/model/activations/index.ts";
import { COMPLEX_STEP, DIFFERENCES, SABOTAGE } from "./bounds.ts";
import { byDifferences, disagreement } from "./derivatives.ts";
import { drawNetwork, inspect, parametersGradient, specOf } from "./draw.ts";
import { backward, gradientNames, lossOf, type PlainNetwork, type Sabotage, unroll } from "./plainNetwork.ts";

const parameterNames = gradientNames.filter((name) => name !== "initial");
const names = Object.keys(activations) as ActivationName[];
const hiddenSizes = [1, 2, 3, 8];

/** A network whose pre-activations stay away from ReLU's kink, where no difference quotient is right. */
function smoothNetwork(activation: ActivationName, hidden: number, steps: number): PlainNetwork {
  for (let seed = 1; ; seed++) {
    const shape = {
      activation,
      hidden,
      unroll: steps,
      batch: 3,
      inputSize: 2,
      outputSize: 2,
      gain: 1.1,
      seed,
    };
    const net = drawNetwork(shape);
    const pre = net.inputs.flatMap((_, b) => unroll(net, b).pre.flat());
    // Some unit must also be alive, or there is nothing to compare.
    if (activation !== "relu" || (pre.every((a) => Math.abs(a) > 1e-3) && lives(net))) return net;
  }
}

function lengthOf(rows: number[][]): number {
  return Math.hypot(...rows.flat());
}

function lives(net: PlainNetwork): boolean {
  return backward(net)
    .initial.flat()
    .some((x) => x !== 0);
}

describe.each(names)("the gradient of a %s network", (activation) => {
  it.each(hiddenSizes)("agrees with central differences at H = %i", async (hidden) => {
    for (const steps of [1, 2, 5, 20]) {
      const net = smoothNetwork(activation, hidden, steps);
      const truth = byDifferences(net);
      const inspection = await inspect(specOf(net));
      expect(Math.abs(inspection.loss / lossOf(net) - 1)).toBeLessThan(COMPLEX_STEP);
      const gradient = parametersGradient(inspection);
      for (const name of parameterNames) {
        expect(disagreement(gradient, truth, [name]), `${name}, T = ${steps}`).toBeLessThan(DIFFERENCES);
      }
      // Where the gradient has vanished, differences of the loss cannot resolve it relative to itself: the whole
      // gradient is the yardstick there, and the textbook's backward pass is compared relative to itself.
      const toInitial = 10 ** inspection.logStateGradient[0];
      const whole = Math.hypot(...gradientNames.flatMap((name) => truth[name].flat()));
      expect(Math.abs(toInitial - lengthOf(truth.initial))).toBeLessThan(DIFFERENCES * whole);
      expect(Math.abs(toInitial / lengthOf(backward(net).initial) - 1)).toBeLessThan(COMPLEX_STEP);
    }
  });

  it("is told apart from sabotaged gradients by the same comparison (control)", () => {
    const net = smoothNetwork(activation, 3, 2);
    const truth = byDifferences(net);
    expect(disagreement(backward(net), truth)).toBeLessThan(DIFFERENCES);
    const faults: Sabotage[] = [
      "dropped factor 2",
      "states off by one step",
      "one step too few",
      "no batch mean",
    ];
    for (const fault of faults) {
      expect(disagreement(backward(net, fault), truth), fault).toBeGreaterThan(SABOTAGE);
    }
  });
});

describe("the weights of an unrolled network", () => {
  it("are shared: their gradient is the sum over the steps of the gradients of untied copies", async () => {
    const net = smoothNetwork("tanh", 2, 6);
    const gradient = parametersGradient(await inspect(specOf(net)));
    const step = 1e-5;
    const lossWith = (t: number, i: number, j: number, change: number) => untiedLoss(net, t, i, j, change);
    let worst = 0;
    let worstOfLastCopy = 0;
    for (const i of [0, 1]) {
      for (const j of [0, 1]) {
        const perCopy = Array.from(
          { length: 6 },
          (_, t) => (lossWith(t, i, j, step) - lossWith(t, i, j, -step)) / (2 * step),
        );
        const sum = perCopy.reduce((a, b) => a + b, 0);
        worst = Math.max(worst, Math.abs(gradient.weight_hh[i][j] - sum));
        worstOfLastCopy = Math.max(worstOfLastCopy, Math.abs(gradient.weight_hh[i][j] - perCopy[5]));
      }
    }
    expect(worst).toBeLessThan(DIFFERENCES);
    // Control: the last copy alone, as if unrolling had added parameters, is not the shared gradient.
    expect(worstOfLastCopy).toBeGreaterThan(SABOTAGE);
  });
});

/** The loss where only the copy of W_hh at step t (from 0) is changed in entry (i, j). */
function untiedLoss(net: PlainNetwork, t: number, i: number, j: number, change: number): number {
  let sum = 0;
  net.targets.forEach((target, b) => {
    let h = net.initial[b];
    net.inputs[b].forEach((x, step) => {
      h = net.bias.map((bias, row) => {
        const fromInput = net.weight_ih[row].reduce((s, w, k) => s + w * x[k], 0);
        const fromState = net.weight_hh[row].reduce((s, w, col) => {
          const changed = step === t && row === i && col === j ? w + change : w;
          return s + changed * h[col];
        }, 0);
        return Math.tanh(bias + fromInput + fromState);
      });
    });
    target.forEach((wanted, o) => {
      const y = net.weight_out[o].reduce((s, w, k) => s + w * h[k], net.bias_out[o]);
      sum += (y - wanted) ** 2;
    });
  });
  return sum / (net.targets.length * net.bias_out.length);
}
