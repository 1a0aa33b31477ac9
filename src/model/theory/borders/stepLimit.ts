// How large a step gradient descent can take: along a direction of curvature λ a step of more than 2/λ overshoots by more than it
// started with.

import type { Border, BorderPoint } from "./border.ts";

/** The largest learning rate at curvature 1: 2, with heavy-ball momentum μ 2(1 + μ). */
function largestStep({ optimizer, momentum }: BorderPoint): number {
  return optimizer === "momentum" ? 2 * (1 + momentum) : 2;
}

export const stepLimit: Border = {
  title: "Largest step: η = 2/λ_max",
  label: "η = 2/λ_max",
  formula:
    "η = 2/λ_max, with momentum μ: η = 2(1 + μ)/λ_max. λ_max is the largest eigenvalue of the loss’s Hessian in all parameters, here at the initial weights, by central differences of the gradient. Above it the first steps go further away from the minimum of their direction.",
  source:
    "Stability of gradient descent on a quadratic (Polyak 1964 with momentum; LeCun, Simard & Pearlmutter 1993). Cohen et al. 2021 for what networks do there.",
  note: () =>
    "At the start only: the curvature changes as the network learns. A run above the curve may be thrown to a flatter place and still learn; one below it may meet a steeper one.",
  lines: "border",
  isDear: true,
  says: ({ optimizer, isClipped, network }) =>
    (optimizer === "sgd" || optimizer === "momentum") && !isClipped && network.isLight,
  level: (point) => {
    if (!stepLimit.says(point)) return Number.NaN;
    const sharpness = point.network.sharpness(point);
    return Math.log(Math.abs(point.learningRate)) - Math.log(largestStep(point) / sharpness);
  },
};
