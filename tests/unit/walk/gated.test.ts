// The walk back through gru and lstm: which gate did it, against complex steps through the network of plainGated.ts.

import { describe, expect, it } from "vitest";
import { walkStep } from "../../../src/model/walk/walkStep.ts";
import { COMPLEX_STEP, SABOTAGE, SHARES } from "../bounds.ts";
import { inspect } from "../draw.ts";
import { drawGated, type GatedNetwork, gatedByComplexStep, gatedFrom, gatedSpec } from "../plainGated.ts";
import { imbalance, walked } from "./walked.ts";

const HIDDEN = 3;
const STEPS = 4;
const draw = (cell: "gru" | "lstm", batch = 1) =>
  drawGated({
    cell,
    hidden: HIDDEN,
    lengths: Array.from({ length: batch }, () => STEPS),
    inputSize: 1,
    outputSize: 2,
    gain: 1.5,
    seed: 31,
  });

/** ∂L/∂(pre-activation) of every row at step t: by the weights of one more input that is 1 at step t and 0 at all others. */
function deltasAt(net: GatedNetwork, t: number): number[] {
  const rest = gatedFrom(net, t - 1);
  const wider = {
    ...rest,
    weight_ih: rest.weight_ih.map((row) => [...row, 0]),
    inputs: rest.inputs.map((x) => x.map((values, i) => [...values, i === 0 ? 1 : 0])),
  };
  return gatedByComplexStep(wider).weight_ih.map((row) => row[row.length - 1]);
}

/** The reset gate's values at step t, by which a gru multiplies what goes through the recurrent weights of n. */
function resets(net: GatedNetwork, t: number): number[] {
  const { h, inputs } = gatedFrom(net, t - 1);
  return Array.from({ length: HIDDEN }, (_, i) => {
    const a =
      net.bias[i] +
      net.weight_ih[i][0] * inputs[0][0][0] +
      net.weight_hh[i].reduce((sum, w, k) => sum + w * h[0][k], 0);
    return 1 / (1 + Math.exp(-a));
  });
}

describe.each(["gru", "lstm"] as const)("the walk back through a network of the cell %s", (cell) => {
  const gates = cell === "gru" ? 3 : 4;

  it("has the gradient's size of every step, and its shares add up", async () => {
    const net = draw(cell, 2);
    const { walk } = await walked(gatedSpec(net));
    const { logStateGradient } = await inspect(gatedSpec(net));
    expect(imbalance(walk)).toBeLessThan(SHARES);
    for (let t = 0; t <= STEPS; t++) {
      const { h, c } = gatedByComplexStep(gatedFrom(net, t));
      const truth = Math.log10(Math.hypot(...h.flat(), ...c.flat()));
      expect(Math.abs(walk.logNorm[t] - truth)).toBeLessThan(COMPLEX_STEP);
      expect(Math.abs(walk.logNorm[t] - logStateGradient[t])).toBeLessThan(COMPLEX_STEP);
    }
  });

  it("gives every gate the share that complex steps give it, and the rest to the direct way", async () => {
    const net = draw(cell);
    const { walk } = await walked(gatedSpec(net));
    for (let t = 1; t <= STEPS; t++) {
      const { h, c } = gatedByComplexStep(gatedFrom(net, t - 1));
      const squared = [...h.flat(), ...c.flat()].reduce((sum, g) => sum + g * g, 0);
      const delta = deltasAt(net, t).map((d, row) =>
        cell === "gru" && row >= 2 * HIDDEN ? d * resets(net, t)[row - 2 * HIDDEN] : d,
      );
      const share = (gate: number) =>
        net.weight_hh
          .slice(gate * HIDDEN, (gate + 1) * HIDDEN)
          .reduce(
            (sum, row, i) => sum + delta[gate * HIDDEN + i] * row.reduce((s, w, k) => s + w * h[0][k], 0),
            0,
          ) / squared;
      const truth = Array.from({ length: gates }, (_, gate) => share(gate));
      const { gateShares, directShare, ways } = walkStep(walk, t);
      for (const [gate, told] of gateShares.entries()) {
        expect(Math.abs(told - truth[gate])).toBeLessThan(COMPLEX_STEP);
        // The control: the gate beside it has another share.
        expect(Math.abs(told - truth[(gate + 1) % gates])).toBeGreaterThan(SABOTAGE);
      }
      expect(directShare).toBeCloseTo(1 - truth.reduce((sum, value) => sum + value, 0), 9);
      for (const { gate, from, to, share: told } of ways) {
        if (gate === null) continue;
        const row = gate * HIDDEN + from;
        expect(told).toBeCloseTo((delta[row] * net.weight_hh[row][to] * h[0][to]) / squared, 9);
      }
    }
  });

  it("sends all of it the direct way where the recurrent weights are zero, and no more than the gate lets through", async () => {
    const net = draw(cell);
    const cut = { ...net, weight_hh: net.weight_hh.map((row) => row.map(() => 0)) };
    const { walk } = await walked(gatedSpec(cut));
    for (let t = 1; t <= STEPS; t++) {
      const { directShare, gateShares, ways, units, logFactor } = walkStep(walk, t);
      expect(directShare).toBeCloseTo(1, 12);
      expect(gateShares.every((share) => share === 0)).toBe(true);
      expect(ways.every(({ gate, isHeld, from, to }) => gate === null && !isHeld && from === to)).toBe(true);
      const open = units.map(({ values }) => values[1]);
      if (cell === "gru" || t < STEPS) {
        expect(10 ** logFactor).toBeLessThanOrEqual(Math.max(...open) * (1 + 1e-9));
        expect(10 ** logFactor).toBeGreaterThanOrEqual(Math.min(...open) * (1 - 1e-9));
      }
    }
  });
});
