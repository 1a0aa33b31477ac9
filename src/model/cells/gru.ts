// The gated recurrent unit (Cho et al. 2014, in the form of PyTorch's nn.GRU):
// r = σ(W_ir x_t + W_hr h_(t−1) + b_r), z = σ(W_iz x_t + W_hz h_(t−1) + b_z),
// m = W_hn h_(t−1) + b_hn, n = tanh(W_in x_t + b_n + r ∘ m), h_t = (1 − z) ∘ n + z ∘ h_(t−1).

import type { ActivationSides } from "../activations/activation.ts";
import { sigmoid, sigmoidSides } from "../activations/sigmoid.ts";
import { tanh, tanhWithSlope } from "../activations/tanh.ts";
import { type Scaled, scaled, scaledDifference, scaledProduct, scaledSum } from "../scaled.ts";
import { scaledAt } from "../vector.ts";
import { type Cell, type CellStep, preactivate } from "./cell.ts";

const [R, Z, N] = [0, 1, 2];
/** The tape keeps m besides the gates' pre-activations. */
const M = 3;

export const gru: Cell = {
  label: "GRU",
  formula:
    "r, z = σ(…), n = tanh(W_in x_t + b_n + r ∘ (W_hn h_(t−1) + b_hn)); h_t = (1 − z) ∘ n + z ∘ h_(t−1)",
  gates: [
    { name: "r", activation: sigmoid },
    { name: "z", activation: sigmoid },
    { name: "n", activation: tanh },
  ],
  parts: ["h"],
  kept: 4,
  forgetGate: null,
  recurrentBiasGate: N,
  deltasDiffer: true,
  hasDirectPath: true,
  directGate: Z,
  // Forward r ∘ m and its sum, 1 − z, two products and their sum; backward 2 for δ_n, 3 for δ_z, 2 for δ_r, δ_n ∘ r, z ∘ dh.
  unitOperations: { nonlinearities: 3, forward: 6, backward: 9 },

  forward(step, recurrent, input) {
    const { tape, t, recurrentBias } = step;
    const [h] = tape.gathered;
    for (const gate of [R, Z]) preactivate(step, tape.pre[gate], gate, recurrent, input);
    preactivate(step, tape.pre[M], N, recurrent, recurrentBias, 0);
    for (let unit = 0; unit < tape.hidden; unit++) {
      const r = sigmoidSides(tape.pre[R].at(t, unit)).value;
      h.set(
        unit,
        scaledSum(scaled(input[N * tape.hidden + unit]), scaledProduct(r, tape.pre[M].at(t, unit))),
      );
    }
    tape.pre[N].set(t, h);
    for (let unit = 0; unit < tape.hidden; unit++) {
      const { z, n } = gatesOf(step, unit);
      const before = tape.states[0].at(t - 1, unit);
      h.set(unit, scaledSum(scaledProduct(z.rest, n.value), scaledProduct(z.value, before)));
    }
    tape.states[0].set(t, h);
  },

  // δ_n = dh ∘ (1 − z) ∘ tanh'(a_n), δ_z = dh ∘ (h_(t−1) − n) ∘ σ'(a_z), δ_r = δ_n ∘ m ∘ σ'(a_r); through the recurrent
  // weights of n goes δ_n ∘ r, and z ∘ dh goes straight to h_(t−1).
  backward(step, [toH], delta) {
    const { tape, t } = step;
    const H = tape.hidden;
    for (let unit = 0; unit < H; unit++) {
      const { r, z, n } = gatesOf(step, unit);
      const dh = scaledAt(toH, unit);
      const fromOld = scaledDifference(tape.states[0].at(t - 1, unit), n.value);
      const toN = scaledProduct(scaledProduct(dh, z.rest), n.slope);
      const toZ = scaledProduct(scaledProduct(dh, fromOld), slope(z));
      const toR = scaledProduct(scaledProduct(toN, tape.pre[M].at(t, unit)), slope(r));
      for (const way of [delta.input, delta.recurrent]) {
        way.set(R * H + unit, toR);
        way.set(Z * H + unit, toZ);
      }
      delta.input.set(N * H + unit, toN);
      delta.recurrent.set(N * H + unit, scaledProduct(toN, r.value));
      delta.direct[0].set(unit, scaledProduct(dh, z.value));
    }
  },

  // da_n = r ∘ dm + m ∘ σ'(a_r) ∘ da_r, dh' = (1 − z) ∘ tanh'(a_n) ∘ da_n + z ∘ dh + (h − n) ∘ σ'(a_z) ∘ da_z.
  tangent(step, recurrent, [tangent], [out]) {
    const { tape, t } = step;
    const H = tape.hidden;
    const [h] = tape.gathered;
    for (let unit = 0; unit < H; unit++) {
      const { r, z, n } = gatesOf(step, unit);
      const fromOld = scaledDifference(tape.states[0].at(t - 1, unit), n.value);
      const throughR = scaledProduct(
        scaledProduct(tape.pre[M].at(t, unit), slope(r)),
        scaledAt(recurrent, R * H + unit),
      );
      const toN = scaledSum(scaledProduct(r.value, scaledAt(recurrent, N * H + unit)), throughR);
      const throughZ = scaledProduct(scaledProduct(fromOld, slope(z)), scaledAt(recurrent, Z * H + unit));
      const kept = scaledSum(scaledProduct(z.value, scaledAt(tangent, unit)), throughZ);
      h.set(unit, scaledSum(kept, scaledProduct(scaledProduct(z.rest, n.slope), toN)));
    }
    h.agreeInto(out);
  },
};

/** The gates of one unit at step t, from the pre-activations; z.rest = 1 − z. */
function gatesOf({ tape, t }: CellStep, unit: number) {
  return {
    r: sigmoidSides(tape.pre[R].at(t, unit)),
    z: sigmoidSides(tape.pre[Z].at(t, unit)),
    n: tanhWithSlope(tape.pre[N].at(t, unit)),
  };
}

/** σ' = σ (1 − σ). */
function slope({ value, rest }: ActivationSides): Scaled {
  return scaledProduct(value, rest);
}
