// Wide networks: pre-activations are normal, so that what a step does to the size of states and gradients is two integrals.
// Our bias is one number for all units, not a random one each: it is the mean of the pre-activations, not part of their variance.

import type { Border, BorderPoint } from "./border.ts";

/** Draws whose entries are so independent that a wide sum of them is normal, of variance gain²·mean h². */
const random: readonly string[] = ["normal", "uniform", "xavier", "orthogonal"];

/**
 * Nodes z and weights of ∫ Dz f(z) by the trapezoidal rule, which for a function without poles nearer than d to the real line
 * errs by e^(−2πd/step): tanh has its at π/2 over the spread g√Q, so d ≥ 0.5 up to a gain of 3, and the error is some 10⁻⁶.
 */
const STEP = 0.25;
const nodes = Array.from({ length: 51 }, (_, i) => (i - 25) * STEP);
const weights = nodes.map((z) => (STEP * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI));

function average(of: (z: number) => number): number {
  let sum = 0;
  for (let i = 0; i < nodes.length; i++) sum += weights[i] * of(nodes[i]);
  return sum;
}

/** The fixed point of Q = ∫ Dz tanh²(b + g√Q z), the mean square of the states. */
export function stateSize(gain: number, bias: number): number {
  if (bias === 0 && Math.abs(gain) <= 1) return 0;
  const excess = (q: number) => average((z) => Math.tanh(bias + gain * Math.sqrt(q) * z) ** 2) - q;
  // Concave in Q and positive at 0: from above the zero, chords through 1 and Newton's tangents close in on it.
  let [high, above] = [1, excess(1)];
  for (let round = 0; round < 30; round++) {
    const step = 1e-6 * high;
    const slope = (above - excess(high - step)) / step;
    const next = high - above / slope;
    const isDone = Math.abs(next - high) < 1e-9;
    high = Math.max(next, 0);
    if (isDone) break;
    above = excess(high);
  }
  return high;
}

/** χ = g² ∫ Dz tanh′²(b + g√Q z): the factor by which a step multiplies a gradient's mean square. */
export function gradientFactor(gain: number, bias: number): number {
  const spread = Math.abs(gain) * Math.sqrt(stateSize(gain, bias));
  return gain * gain * average((z) => 1 / Math.cosh(bias + spread * z) ** 4);
}

export const meanFieldEdge: Border = {
  title: "Edge of chaos (wide network)",
  label: "edge of chaos, H → ∞",
  formula:
    "χ = g² ∫ Dz tanh′²(b + g√Q z) = 1 with Q = ∫ Dz tanh²(b + g√Q z), Dz the standard normal: a step multiplies a gradient’s mean square by χ. g is the gain, b the bias, the same for all units; at b = 0 it is g = 1.",
  source:
    "Sompolinsky, Crisanti & Sommers 1988; Poole et al. 2016; Schoenholz et al. 2017, with one bias for all units in place of a random one each.",
  note: ({ hidden }) =>
    `A statement on infinitely many units, where no draw differs from another. H = ${hidden}${hidden < 64 ? " is not wide" : ""}: expect a single draw’s border off by some 1/√(2·H·T) and more in the gain, and half of the draws on either side.`,
  lines: "border",
  says: ({ cell, activation, hidden, recurrent, isQuiet, bias }) =>
    cell === "rnn" &&
    activation === "tanh" &&
    hidden > 1 &&
    isQuiet &&
    Number.isFinite(bias) &&
    recurrent !== null &&
    random.includes(recurrent.kind),
  level: (point: BorderPoint) => {
    if (!meanFieldEdge.says(point) || point.recurrent === null) return Number.NaN;
    // Without a bias all rests at 0 up to a gain of 1, and χ falls off again beyond it: the border is the gain itself.
    const { scale } = point.recurrent;
    if (point.bias === 0) return Math.log(Math.abs(scale));
    return Math.log(gradientFactor(scale, point.bias));
  },
};
