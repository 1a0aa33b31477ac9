// What a matrix cannot do: no step lengthens a gradient by more than its largest singular value times the largest slope.

import type { Border } from "./border.ts";
import { stepFactor } from "./linear.ts";

/** The largest slope of each activation. */
const steepest: Readonly<Record<string, number>> = { tanh: 1, relu: 1, identity: 1, sigmoid: 1 / 4 };

export const normBound: Border = {
  title: "Must vanish: σ_max < 1",
  label: "σ_max·max φ′ = 1",
  formula:
    "σ_max(W)·max φ′ = 1, with σ_max the largest singular value of the recurrent weights as they are drawn, and max φ′ = 1 (sigmoid: 1/4). Below it ‖∂s_T/∂s_0‖ ≤ (σ_max·max φ′)^T: the gradient must vanish, whatever the inputs.",
  source: "Pascanu, Mikolov & Bengio 2013, section 2.1.",
  note: () =>
    "A bound and no border: above it the gradient may explode and often does not. At T = 1, in a unit at rest, the Lyapunov exponent changes its sign on the curve.",
  lines: "border",
  // Where the border itself is known the bound is the same curve.
  says: (point) =>
    point.cell === "rnn" &&
    point.recurrent !== null &&
    Object.hasOwn(steepest, point.activation) &&
    Number.isNaN(stepFactor(point)),
  level: (point) => {
    if (!normBound.says(point) || point.recurrent === null) return Number.NaN;
    return Math.log(Math.abs(point.recurrent.scale) * point.network.drawNorm() * steepest[point.activation]);
  },
};
