// The Elman cell: a_t = W_ih x_t + W_hh h_(t−1) + b, h_t = φ(a_t) (Elman 1990; PyTorch's nn.RNN).
// Backward: δ_t = φ'(a_t) ∘ ∂L/∂h_t, ∂L/∂h_(t−1) = W_hhᵀ δ_t (Werbos 1990).

import { exponentOf, NO_EXPONENT, powerOfTwo } from "../scaled.ts";
import type { Cell } from "./cell.ts";

export const rnn: Cell = {
  label: "RNN (Elman)",
  formula: "h_t = φ(W_ih x_t + W_hh h_(t−1) + b)",

  forward({ weight_hh }, activation, tape, t, input) {
    const H = tape.hidden;
    const { pre, state } = tape;
    const before = (t - 1) * H;
    const now = t * H;
    let largestInput = 0;
    for (let i = 0; i < H; i++) largestInput = Math.max(largestInput, Math.abs(input[i]));

    // a_t takes the larger of the two powers of two it is the sum of; 0 where both are zero.
    const stateExponent = tape.stateExponent[t - 1];
    const preExponent = Math.max(stateExponent, exponentOf(largestInput));
    const inputFactor = powerOfTwo(-preExponent);
    const stateFactor = powerOfTwo(stateExponent - preExponent);
    tape.preExponent[t] = preExponent;
    for (let i = 0; i < H; i++) {
      let sum = 0;
      for (let j = 0; j < H; j++) sum += weight_hh[i * H + j] * state[before + j];
      pre[now + i] = preExponent === NO_EXPONENT ? 0 : sum * stateFactor + input[i] * inputFactor;
    }

    // The common power of two of h_t is the largest among its units'.
    let largest = NO_EXPONENT;
    for (let i = 0; i < H; i++) {
      const value = activation.value(pre[now + i], preExponent);
      state[now + i] = value;
      if (value !== 0) {
        largest = Math.max(largest, exponentOf(value) + activation.valueExponent(pre[now + i], preExponent));
      }
    }
    tape.stateExponent[t] = largest;
    for (let i = 0; i < H; i++) {
      state[now + i] *= powerOfTwo(activation.valueExponent(pre[now + i], preExponent) - largest);
    }
  },

  throughActivation(activation, tape, t, gradient) {
    const H = tape.hidden;
    const { mantissas } = gradient;
    const preExponent = tape.preExponent[t];
    let largest = NO_EXPONENT;
    for (let i = 0; i < H; i++) {
      const a = tape.pre[t * H + i];
      mantissas[i] *= activation.derivative(a, preExponent);
      if (mantissas[i] !== 0) {
        largest = Math.max(largest, exponentOf(mantissas[i]) + activation.derivativeExponent(a, preExponent));
      }
    }
    for (let i = 0; i < H; i++) {
      mantissas[i] *= powerOfTwo(activation.derivativeExponent(tape.pre[t * H + i], preExponent) - largest);
    }
    gradient.exponent = largest === NO_EXPONENT ? NO_EXPONENT : gradient.exponent + largest;
  },

  throughWeights({ weight_hh }, delta, out) {
    const { mantissas } = out;
    const H = mantissas.length;
    mantissas.fill(0);
    for (let i = 0; i < H; i++) {
      const d = delta.mantissas[i];
      if (d !== 0) for (let j = 0; j < H; j++) mantissas[j] += weight_hh[i * H + j] * d;
    }
    out.exponent = delta.exponent;
  },

  tangentThroughWeights({ weight_hh }, tangent, out) {
    const { mantissas } = tangent;
    const H = mantissas.length;
    for (let i = 0; i < H; i++) {
      let sum = 0;
      for (let j = 0; j < H; j++) sum += weight_hh[i * H + j] * mantissas[j];
      out.mantissas[i] = sum;
    }
    out.exponent = tangent.exponent;
  },
};
