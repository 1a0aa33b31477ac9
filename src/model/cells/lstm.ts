// Long short-term memory (Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al. 2000; PyTorch's nn.LSTM):
// a = W_ih x_t + W_hh h_(t−1) + b, i = σ(a_i), f = σ(a_f), g = tanh(a_g), o = σ(a_o),
// c_t = f ∘ c_(t−1) + i ∘ g, h_t = o ∘ tanh(c_t).
// The state is (h_t, c_t): ∂L/∂h_t and ∂L/∂c_t take each as an independent input of what follows.

import type { ActivationSlope } from "../activations/activation.ts";
import { sigmoid, sigmoidSides } from "../activations/sigmoid.ts";
import { tanh, tanhWithSlope } from "../activations/tanh.ts";
import { scaledProduct, scaledSum } from "../scaled.ts";
import { scaledAt } from "../vector.ts";
import { type Cell, type CellStep, preactivate } from "./cell.ts";

const [I, F, G, O] = [0, 1, 2, 3];

export const lstm: Cell = {
  label: "LSTM",
  formula: "i, f, o = σ(…), g = tanh(…); c_t = f ∘ c_(t−1) + i ∘ g; h_t = o ∘ tanh(c_t)",
  gates: [
    { name: "i", activation: sigmoid },
    { name: "f", activation: sigmoid },
    { name: "g", activation: tanh },
    { name: "o", activation: sigmoid },
  ],
  parts: ["h", "c"],
  kept: 4,
  forgetGate: F,
  recurrentBiasGate: null,
  deltasDiffer: false,
  hasDirectPath: true,
  directGate: F,
  // Forward 3 for c_t and 1 for h_t; backward 3 for ∂L/∂c_t, 2 for each gate's δ, and f ∘ dc.
  unitOperations: { nonlinearities: 5, forward: 4, backward: 12 },

  forward(step, recurrent, input) {
    const { tape, t } = step;
    const [h, c] = tape.gathered;
    for (const gate of [I, F, G, O]) preactivate(step, tape.pre[gate], gate, recurrent, input);
    for (let unit = 0; unit < tape.hidden; unit++) {
      const { i, f, g, o } = gatesOf(step, unit);
      const kept = scaledProduct(f.value, tape.states[1].at(t - 1, unit));
      const cell = scaledSum(kept, scaledProduct(i.value, g.value));
      c.set(unit, cell);
      h.set(unit, scaledProduct(o.value, tanhWithSlope(cell).value));
    }
    tape.states[0].set(t, h);
    tape.states[1].set(t, c);
  },

  // ∂L/∂c_t grows by what h_t = o ∘ tanh(c_t) passes on; then
  // δ_i = dc ∘ g ∘ σ'(a_i), δ_f = dc ∘ c_(t−1) ∘ σ'(a_f), δ_g = dc ∘ i ∘ tanh'(a_g), δ_o = dh ∘ tanh(c_t) ∘ σ'(a_o),
  // and f ∘ dc goes straight to c_(t−1): the path on which a gradient can last.
  backward(step, [toH, toC], delta) {
    const { tape, t } = step;
    const H = tape.hidden;
    for (let unit = 0; unit < H; unit++) {
      const { i, f, g, o } = gatesOf(step, unit);
      const cell = tanhWithSlope(tape.states[1].at(t, unit));
      const dh = scaledAt(toH, unit);
      const dc = scaledSum(scaledAt(toC, unit), scaledProduct(scaledProduct(dh, o.value), cell.slope));
      const before = tape.states[1].at(t - 1, unit);
      delta.input.set(I * H + unit, scaledProduct(scaledProduct(dc, g.value), i.slope));
      delta.input.set(F * H + unit, scaledProduct(scaledProduct(dc, before), f.slope));
      delta.input.set(G * H + unit, scaledProduct(scaledProduct(dc, i.value), g.slope));
      delta.input.set(O * H + unit, scaledProduct(scaledProduct(dh, cell.value), o.slope));
      delta.direct[1].set(unit, scaledProduct(dc, f.value));
    }
  },

  // dc' = f ∘ dc + c ∘ σ'(a_f) ∘ da_f + g ∘ σ'(a_i) ∘ da_i + i ∘ tanh'(a_g) ∘ da_g,
  // dh' = tanh(c') ∘ σ'(a_o) ∘ da_o + o ∘ tanh'(c') ∘ dc'.
  tangent(step, recurrent, tangent, out) {
    const { tape, t } = step;
    const H = tape.hidden;
    const [h, c] = tape.gathered;
    for (let unit = 0; unit < H; unit++) {
      const { i, f, g, o } = gatesOf(step, unit);
      const cell = tanhWithSlope(tape.states[1].at(t, unit));
      const kept = scaledSum(
        scaledProduct(f.value, scaledAt(tangent[1], unit)),
        scaledProduct(
          tape.states[1].at(t - 1, unit),
          scaledProduct(scaledAt(recurrent, F * H + unit), f.slope),
        ),
      );
      const written = scaledSum(
        scaledProduct(g.value, scaledProduct(scaledAt(recurrent, I * H + unit), i.slope)),
        scaledProduct(i.value, scaledProduct(scaledAt(recurrent, G * H + unit), g.slope)),
      );
      const dc = scaledSum(kept, written);
      const throughC = scaledProduct(scaledProduct(o.value, cell.slope), dc);
      c.set(unit, dc);
      h.set(
        unit,
        scaledSum(
          scaledProduct(cell.value, scaledProduct(scaledAt(recurrent, O * H + unit), o.slope)),
          throughC,
        ),
      );
    }
    h.agreeInto(out[0]);
    c.agreeInto(out[1]);
  },
};

/** The gates of one unit at step t with the derivatives of their activations, from the pre-activations. */
function gatesOf(step: CellStep, unit: number) {
  const { tape, t } = step;
  return {
    i: shutter(step, I, unit),
    f: shutter(step, F, unit),
    g: tanhWithSlope(tape.pre[G].at(t, unit)),
    o: shutter(step, O, unit),
  };
}

/** A gate that lets a share through. */
function shutter({ tape, t }: CellStep, gate: number, unit: number): ActivationSlope {
  const { value, rest } = sigmoidSides(tape.pre[gate].at(t, unit));
  return { value, slope: scaledProduct(value, rest) };
}
