// Where the state is multiplied by one and the same factor at every step, the gradient keeps its size at a factor of 1, and
// gains or loses the same number of decades with every step else.

import { stretchOf } from "../linear.ts";
import type { Border, BorderPoint } from "./border.ts";

/**
 * The factor by which a step lengthens the gradient that is lengthened most, or NaN.
 * A bounded unit counts where it rests at 0: without a bias, and with a sequence of zeros, its slope there is φ'(0) = 1, and
 * nowhere is it larger. A ReLU that a positive input has switched on is a linear unit as long as its weight is positive.
 */
export function stepFactor(point: BorderPoint): number {
  const { cell, activation, hidden, recurrent, input, bias, isQuiet } = point;
  const linear = stretchOf(point);
  if (linear !== null) return linear;
  if (cell !== "rnn" || recurrent === null || !isQuiet || bias !== 0) return Number.NaN;
  const isNumber = recurrent.kind === "constant" && hidden === 1;
  const isOrthogonal = recurrent.kind === "orthogonal" || recurrent.kind === "identity";
  if (activation === "tanh" && (isNumber || isOrthogonal)) return Math.abs(recurrent.scale);
  const isOn = input?.kind === "constant" && input.scale > 0;
  return activation === "relu" && isNumber && isOn ? Math.max(0, recurrent.scale) : Number.NaN;
}

const SOURCE =
  "The chain rule: ∂s_T/∂s_0 = W^T. Bengio, Simard & Frasconi 1994; Pascanu, Mikolov & Bengio 2013 for the general bound.";

/** Exact on the map of the Lyapunov exponent; the ratio of the loss's gradients may be shifted by what the last step does. */
function shiftNote({ activation }: BorderPoint): string {
  if (activation === "identity") return "Exact at every unroll, whatever inputs and biases are.";
  const unit =
    activation === "relu"
      ? "a ReLU that a positive input has switched on (a weight below 0 switches it off)"
      : "a unit at rest: without bias, in the sequence whose prices are 0";
  return `Exact for the Lyapunov exponent, by ${unit}; log10 of the gradients’ ratio has a constant beside it, so its colour changes near the curve, ever nearer with longer unrolls.`;
}

export const linearEdge: Border = {
  title: "Preserved: |w| = 1",
  label: "|w| = 1",
  formula:
    "|w| = 1, with w the feedback weight (H = 1) or the gain of an orthogonal or identity matrix: at every step the gradient is multiplied by |w|.",
  source: SOURCE,
  note: shiftNote,
  lines: "border",
  says: (point) => !Number.isNaN(stepFactor(point)),
  level: (point) => Math.log(stepFactor(point)),
};

export const linearSlope: Border = {
  title: "Decades: T·log10|w|",
  label: "T·log10|w|",
  formula:
    "T·log10|w| is a round number of decades: on the curve named 10⁻²⁰ the gradient has shrunk by twenty decades after T steps. w is the feedback weight (H = 1) or the gain of an orthogonal or identity matrix.",
  source: SOURCE,
  note: shiftNote,
  lines: "decades",
  says: (point) => !Number.isNaN(stepFactor(point)),
  level: (point) => point.unroll * Math.log10(stepFactor(point)),
};
