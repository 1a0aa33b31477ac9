// Linear networks: the state is multiplied by the same matrix W at every step, whatever the inputs and biases are, so that
// the Jacobian is W^T. Where W stretches all directions alike, or is a single number, everything follows from one factor.

import type { Theory, TheoryPoint } from "./theory.ts";

/** The factor by which W lengthens every vector: |gain| where W is gain × an orthogonal matrix, |w| where it is a number. */
export function stretchOf({ cell, activation, hidden, recurrent }: TheoryPoint): number | null {
  if (cell !== "rnn" || activation !== "identity" || recurrent === null) return null;
  const isOrthogonal = recurrent.kind === "orthogonal" || recurrent.kind === "identity";
  const isNumber = recurrent.kind === "constant" && hidden === 1;
  return isOrthogonal || isNumber ? Math.abs(recurrent.scale) : null;
}

const SOURCE =
  "The chain rule: ∂L/∂s_0 = (Wᵀ)^T ∂L/∂s_T. Pascanu, Mikolov & Bengio 2013 for the general bound; Saxe, McClelland & Ganguli 2014 for orthogonal matrices.";

/** T·log10|w|: the gradient shrinks or grows by the same factor at every step. */
export const linearGradientRatio: Theory = {
  metric: "logGradientRatio",
  label: "linear network: T·log10|w|",
  formula:
    "T·log10|w|, with T the unroll length and w the feedback weight (H = 1) or the gain of an orthogonal or identity matrix.",
  source: SOURCE,
  value(point) {
    const stretch = stretchOf(point);
    return stretch === null ? null : point.unroll * Math.log10(stretch);
  },
};

/** ln|w|, at any unroll. */
export const linearLyapunov: Theory = {
  metric: "lyapunov",
  label: "linear network: ln|w|",
  formula:
    "ln|w| nats per step at every unroll length, with w the feedback weight (H = 1) or the gain of an orthogonal or identity matrix.",
  source: SOURCE,
  value(point) {
    const stretch = stretchOf(point);
    return stretch === null ? null : Math.log(stretch);
  },
};
