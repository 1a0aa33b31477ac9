// Second leg: the reference's gradient of long unrolls (T = 1000) against complex steps through a network of our own.

import { describe, expect, it } from "vitest";
import { COMPLEX_STEP, SABOTAGE } from "./bounds.ts";
import { byComplexStep, disagreement } from "./derivatives.ts";
import { drawNetwork, inspect, parametersGradient, specOf } from "./draw.ts";
import { backward, gradientNames, type PlainNetwork } from "./plainNetwork.ts";

const parameterNames = gradientNames.filter((name) => name !== "initial");

/** Networks that keep a long memory without chaos, in which two correct programs would part. */
const networks: Record<string, PlainNetwork> = {
  "a contracting tanh network": drawNetwork({
    activation: "tanh",
    hidden: 3,
    unroll: 1000,
    batch: 2,
    inputSize: 2,
    outputSize: 2,
    gain: 1,
    seed: 6,
  }),
  "a tanh rotation driven gently": rotation("tanh", 1, 0.01),
  "a linear rotation": rotation("identity", 1, 0.1),
  "a slowly forgetting linear rotation": rotation("identity", 0.99, 1),
  "a ReLU counter": counter(),
  "a sigmoid network": drawNetwork({
    activation: "sigmoid",
    hidden: 3,
    unroll: 1000,
    batch: 2,
    inputSize: 2,
    outputSize: 2,
    gain: 5,
    seed: 7,
  }),
};

/** W_hh turns the state by an irrational angle and scales it. */
function rotation(activation: "tanh" | "identity", scale: number, drive: number): PlainNetwork {
  const net = drawNetwork({
    activation,
    hidden: 2,
    unroll: 1000,
    batch: 2,
    inputSize: 2,
    outputSize: 2,
    gain: 1,
    seed: 7,
  });
  const [c, s] = [scale * Math.cos(1), scale * Math.sin(1)];
  const inputs = net.inputs.map((sequence) => sequence.map((x) => x.map((v) => v * drive)));
  return {
    ...net,
    weight_hh: [
      [c, -s],
      [s, c],
    ],
    bias: [0, 0],
    inputs,
  };
}

/** A ReLU network whose units stay well above 0: the state leaks by a tenth and every step adds to it. */
function counter(): PlainNetwork {
  const net = drawNetwork({
    activation: "relu",
    hidden: 2,
    unroll: 1000,
    batch: 2,
    inputSize: 2,
    outputSize: 2,
    gain: 1,
    seed: 8,
  });
  const initial = net.initial.map((row) => row.map((h) => 2 + h));
  return {
    ...net,
    weight_hh: [
      [0.7, 0.2],
      [0.1, 0.8],
    ],
    bias: [1.9, 1.8],
    initial,
  };
}

describe.each(Object.entries(networks))("the gradient of %s over 1000 steps", (_, net) => {
  it("agrees with complex steps, for every parameter and for the initial state", async () => {
    const truth = byComplexStep(net);
    const inspection = await inspect(specOf(net));
    const gradient = parametersGradient(inspection);
    for (const name of parameterNames) {
      expect(disagreement(gradient, truth, [name]), name).toBeLessThan(COMPLEX_STEP);
    }
    const toInitial = Math.hypot(...truth.initial.flat());
    expect(toInitial).toBeGreaterThan(0);
    const ratio = 10 ** (inspection.logStateGradient[0] - Math.log10(toInitial));
    expect(Math.abs(ratio - 1)).toBeLessThan(COMPLEX_STEP * 10);
  });

  it("is told apart from sabotaged gradients by the same comparison (control)", () => {
    const truth = byComplexStep(net);
    expect(disagreement(backward(net), truth)).toBeLessThan(COMPLEX_STEP);
    expect(disagreement(backward(net, "dropped factor 2"), truth)).toBeGreaterThan(SABOTAGE);
    const shifted = backward(net, "states off by one step");
    expect(disagreement(shifted, truth, ["weight_hh"])).toBeGreaterThan(SABOTAGE);
  });
});
