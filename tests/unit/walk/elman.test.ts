// The walk back through an Elman network, against the textbook network: sizes, what units let through, and single ways.

import { describe, expect, it } from "vitest";
import type { ActivationName } from "../../../src/model/activations/index.ts";
import { walkStep } from "../../../src/model/walk/walkStep.ts";
import { COMPLEX_STEP, DIFFERENCES, LOG_CLOSED_FORM, SABOTAGE, SHARES } from "../bounds.ts";
import { byDifferences } from "../derivatives.ts";
import { drawNetwork, inspect, specOf } from "../draw.ts";
import { backward, lossOf, type PlainNetwork, unroll } from "../plainNetwork.ts";
import { imbalance, walked } from "./walked.ts";

const activations: ActivationName[] = ["tanh", "relu", "identity", "sigmoid"];
const draw = (activation: ActivationName, hidden: number, batch = 3, steps = 6) =>
  drawNetwork({ activation, hidden, unroll: steps, batch, inputSize: 2, outputSize: 2, gain: 1.5, seed: 71 });

/** The network from step t on, its first states those that it had there. */
function from(net: PlainNetwork, t: number): PlainNetwork {
  return {
    ...net,
    inputs: net.inputs.map((x) => x.slice(t)),
    initial: net.inputs.map((_, b) => unroll(net, b).states[t]),
  };
}

/** The part of ∂L/∂h_(t−1),k that comes over weight_hh[j][k] at step t of sequence b, by a central difference of the loss. */
function overWeight(net: PlainNetwork, b: number, t: number, j: number, k: number): number {
  const step = 1e-5;
  const a = unroll(net, b).pre[t - 1][j];
  const moved = (by: number) => {
    const rest = from(net, t);
    const initial = rest.initial.map((h) => [...h]);
    initial[b][j] = { tanh: Math.tanh, identity: (x: number) => x }[net.activation as "tanh"](
      a + net.weight_hh[j][k] * by,
    );
    return lossOf({ ...rest, initial });
  };
  return (moved(step) - moved(-step)) / (2 * step);
}

describe.each(activations)("the walk back through a %s network", (activation) => {
  it.each([1, 3, 8])(
    "has the gradient's size of every step, all sequences or one, at H = %i",
    async (hidden) => {
      const net = draw(activation, hidden);
      const { logStateGradient } = await inspect(specOf(net));
      const { walk } = await walked(specOf(net));
      expect(imbalance(walk)).toBeLessThan(SHARES);
      for (let t = 0; t <= 6; t++) {
        expect(walk.logNorm[t]).toBeCloseTo(logStateGradient[t], 10);
        const { initial } = byDifferences(from(net, t));
        const { walk: alone } = await walked(specOf(net), 1);
        const truth = Math.hypot(...initial[1]);
        if (truth === 0) {
          expect(alone.logNorm[t]).toBe(Number.NEGATIVE_INFINITY);
          continue;
        }
        expect(Math.abs(10 ** alone.logNorm[t] / truth - 1)).toBeLessThan(DIFFERENCES);
        // The control: another sequence has another gradient.
        expect(Math.abs(10 ** alone.logNorm[t] / Math.hypot(...initial[2]) - 1)).toBeGreaterThan(SABOTAGE);
      }
    },
  );

  it("tells of every unit its share and what it lets through", async () => {
    const net = draw(activation, 4);
    const { walk } = await walked(specOf(net), 0);
    for (let t = 1; t <= 6; t++) {
      const { units, logThroughUnits } = walkStep(walk, t);
      const g = backward(from(net, t)).initial[0];
      const size = Math.hypot(...g);
      const { pre, states } = unroll(net, 0);
      const slopes = states[t].map((h, i) => {
        const a = pre[t - 1][i];
        return { tanh: 1 - h * h, relu: a > 0 ? 1 : 0, identity: 1, sigmoid: h * (1 - h) }[activation];
      });
      for (const {
        unit,
        arriving,
        slopes: [slope],
      } of units) {
        expect(arriving).toBeCloseTo((g[unit] / size) ** 2, 10);
        expect(slope).toBeCloseTo(slopes[unit], 10);
      }
      const through = units.reduce((sum, { arriving, slopes: [slope] }) => sum + arriving * slope ** 2, 0);
      expect(10 ** logThroughUnits).toBeCloseTo(Math.sqrt(through), 10);
    }
  });

  it("weights what units let through by the gradient of each sequence, so that it multiplies up for all", async () => {
    const { walk } = await walked(specOf(draw(activation, 5)));
    for (let t = 1; t <= 6; t++) {
      const { units, logThroughUnits } = walkStep(walk, t);
      const through = units.reduce((sum, { arriving, slopes: [slope] }) => sum + arriving * slope ** 2, 0);
      expect(10 ** logThroughUnits).toBeCloseTo(Math.sqrt(through), 10);
    }
  });
});

describe("the ways over single weights", () => {
  it.each(["tanh", "identity"] as const)(
    "are those that differences find in a %s network",
    async (activation) => {
      const net = draw(activation, 2, 2, 4);
      const { walk } = await walked(specOf(net));
      for (let t = 1; t <= 4; t++) {
        const { ways } = walkStep(walk, t);
        expect(ways.length).toBe(4);
        expect(ways.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
        const before = backward(from(net, t - 1)).initial;
        const squared = before.flat().reduce((sum, g) => sum + g * g, 0);
        const truth = (j: number, k: number) =>
          before.reduce((sum, g, b) => sum + overWeight(net, b, t, j, k) * g[k], 0) / squared;
        for (const { from: j, to: k, share, gate } of ways) {
          expect(gate).toBe(0);
          expect(Math.abs(share - truth(j, k))).toBeLessThan(DIFFERENCES * Math.max(1, Math.abs(share)));
          // The control: the weight the other way round is another way.
          if (j !== k) expect(Math.abs(share - truth(k, j))).toBeGreaterThan(SABOTAGE);
        }
      }
    },
  );

  it("are the strongest of many, in order, and their gates' shares are those of all", async () => {
    const net = draw("tanh", 40, 2, 3);
    const { walk } = await walked(specOf(net), 1);
    expect(imbalance(walk)).toBeLessThan(SHARES);
    const { ways } = walkStep(walk, 2);
    const [after, before] = [2, 1].map((t) => backward(from(net, t)).initial[1]);
    const { states } = unroll(net, 1);
    const squared = before.reduce((sum, g) => sum + g * g, 0);
    const all = after.flatMap((g, j) =>
      before.map((to, k) => ((1 - states[2][j] ** 2) * g * net.weight_hh[j][k] * to) / squared),
    );
    const sorted = [...all].sort((a, b) => Math.abs(b) - Math.abs(a));
    expect(ways.length).toBe(6);
    for (const [i, { from: j, to: k, share }] of ways.entries()) {
      expect(share).toBeCloseTo(sorted[i], 9);
      expect(share).toBeCloseTo(all[j * 40 + k], 9);
    }
  });

  it("does not balance where a share is false (control)", async () => {
    const { walk } = await walked(specOf(draw("tanh", 3)));
    const pathShares = walk.pathShares.slice();
    pathShares[3 * 3] *= 0.99;
    expect(imbalance({ ...walk, pathShares })).toBeGreaterThan(SABOTAGE);
    const logThroughUnits = walk.logThroughUnits.slice();
    logThroughUnits[2] += 0.01;
    expect(imbalance({ ...walk, logThroughUnits })).toBeGreaterThan(SABOTAGE);
  });
});

describe("a walk at the ends", () => {
  const scalar = (weight: number, activation: ActivationName, steps: number, input = 1) => ({
    model: { activation, hidden: 1 },
    task: {
      kind: "explicit",
      inputs: [Array.from({ length: steps }, (_, i) => [i === 0 ? input : 0])],
      targets: [[1e4]],
    },
    init: { kind: "explicit", parameters: { weight_ih: [[1]], weight_hh: [[weight]], weight_out: [[1]] } },
    metrics: ["loss"],
  });

  it("has the same factor at each of 3000 steps of a linear network, far past what a float64 holds", async () => {
    const { walk } = await walked(scalar(0.5, "identity", 3000));
    for (const t of [1, 1500, 3000]) {
      expect(Math.abs(walkStep(walk, t).logFactor - Math.log10(0.5))).toBeLessThan(LOG_CLOSED_FORM);
      expect(walkStep(walk, t).ways).toEqual([
        { gate: 0, part: 0, isHeld: false, from: 0, to: 0, id: 0, share: expect.closeTo(1, 12) },
      ]);
    }
    expect(walk.logNorm[0] - walk.logNorm[3000]).toBeCloseTo(3000 * Math.log10(0.5), 8);
    expect(walk.strip.columns * walk.strip.stepsPerColumn).toBeGreaterThanOrEqual(3000);
    for (const share of walk.strip.layers[0]) expect(Math.abs(share - 1)).toBeLessThan(1e-6);
  });

  it("says that a ReLU that is shut lets exactly nothing through", async () => {
    const { walk } = await walked(scalar(-1, "relu", 3));
    const step = walkStep(walk, 2);
    expect(step.logFactor).toBe(Number.NaN);
    expect(walkStep(walk, 3)).toMatchObject({
      logTo: Number.NEGATIVE_INFINITY,
      shut: [1],
      saturated: [0],
      ways: [],
    });
    expect(walk.pathShares[3 * 3]).toBe(Number.NaN);
  });

  it("marks a saturated unit, and not one that is not", async () => {
    const { walk } = await walked(scalar(3, "tanh", 2, 5));
    expect(walkStep(walk, 1).saturated).toEqual([1]);
    expect(walkStep(walk, 1).shut).toEqual([0]);
    const { walk: open } = await walked(scalar(3, "tanh", 2, 0.1));
    expect(walkStep(open, 1).saturated).toEqual([0]);
  });

  it("holds the gradient of a shorter sequence from its end on", async () => {
    const net = draw("tanh", 2, 2, 5);
    const spec = specOf({ ...net, inputs: [net.inputs[0].slice(0, 2), net.inputs[1]] });
    const { walk } = await walked(spec, 0);
    expect(imbalance(walk)).toBeLessThan(SHARES);
    for (const t of [3, 4, 5]) {
      expect(walk.logNorm[t - 1]).toBe(walk.logNorm[t]);
      expect(walkStep(walk, t)).toMatchObject({
        heldShare: expect.closeTo(1, 12),
        gateShares: [0],
        shut: [0],
      });
    }
    expect(walkStep(walk, 2).heldShare).toBe(0);
    const both = (await walked(spec)).walk;
    expect(imbalance(both)).toBeLessThan(SHARES);
    const { logStateGradient } = await inspect(spec);
    for (let t = 0; t <= 5; t++)
      expect(Math.abs(both.logNorm[t] - logStateGradient[t])).toBeLessThan(COMPLEX_STEP);
  });
});
