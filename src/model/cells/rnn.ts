// The Elman cell: a_t = W_ih x_t + W_hh h_(t−1) + b, h_t = φ(a_t) (Elman 1990; PyTorch's nn.RNN).
// Backward: δ_t = φ'(a_t) ∘ ∂L/∂h_t, ∂L/∂h_(t−1) = W_hhᵀ δ_t (Werbos 1990).

import type { Floats } from "../floats.ts";
import type { Units } from "../units.ts";
import { type Cell, type CellStep, preactivate } from "./cell.ts";

export const rnn: Cell = {
  label: "RNN (Elman)",
  formula: "h_t = φ(W_ih x_t + W_hh h_(t−1) + b)",
  gates: [{ name: "h", activation: null }],
  parts: ["h"],
  kept: 1,
  forgetGate: null,
  recurrentBiasGate: null,
  deltasDiffer: false,
  hasDirectPath: false,
  directGate: null,
  // δ = dh ∘ φ'(a).
  unitOperations: { nonlinearities: 1, forward: 0, backward: 1 },

  forward(step, recurrent, input) {
    const { tape, t, activation } = step;
    const [pre] = tape.pre;
    const [state] = tape.gathered;
    preactivate(step, pre, 0, recurrent, input);
    const exponent = pre.exponents[t];
    for (let i = 0; i < tape.hidden; i++) {
      const a = pre.values[t * tape.hidden + i];
      state.mantissas[i] = activation.value(a, exponent);
      state.exponents[i] = activation.valueExponent(a, exponent);
    }
    tape.states[0].set(t, state);
  },

  backward(step, [toState], { recurrent: delta }) {
    timesSlope(step, toState.mantissas, toState.exponent, delta);
  },

  tangent(step, recurrent, _tangent, [out]) {
    const change = step.tape.gathered[0];
    timesSlope(step, recurrent.mantissas, recurrent.exponent, change);
    change.agreeInto(out);
  },
};

/** out = φ'(a_t) ∘ v for v = values × 2^exponent. */
function timesSlope({ tape, t, activation }: CellStep, values: Floats, exponent: number, out: Units): void {
  const [pre] = tape.pre;
  const preExponent = pre.exponents[t];
  for (let i = 0; i < tape.hidden; i++) {
    const a = pre.values[t * tape.hidden + i];
    out.mantissas[i] = values[i] * activation.derivative(a, preExponent);
    out.exponents[i] = exponent + activation.derivativeExponent(a, preExponent);
  }
}
