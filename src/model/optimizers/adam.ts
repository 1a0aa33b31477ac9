// Adam (Kingma & Ba 2015, algorithm 1; torch.optim.Adam with its default β and ε):
// m ← β₁ m + (1−β₁) g, v ← β₂ v + (1−β₂) g², θ ← θ − η m̂ / (√v̂ + ε) with m̂ = m/(1−β₁ᵏ), v̂ = v/(1−β₂ᵏ).

import type { Optimizer } from "./optimizer.ts";

export const ADAM_BETA1 = 0.9;
export const ADAM_BETA2 = 0.999;
export const ADAM_EPSILON = 1e-8;

export const adam: Optimizer = {
  label: "Adam",
  formula: "m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², θ ← θ − η m̂/(√v̂ + ε); β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸",
  reads: ["learningRate"],
  moments: 2,
  // 3 for m, 4 for v, and 6 for θ.
  operations: 13,
  update(parameter, gradient, [mean, square], { learningRate }, step) {
    const stepSize = learningRate / (1 - ADAM_BETA1 ** step);
    const rootCorrection = Math.sqrt(1 - ADAM_BETA2 ** step);
    for (let i = 0; i < parameter.length; i++) {
      const g = gradient[i];
      mean[i] = ADAM_BETA1 * mean[i] + (1 - ADAM_BETA1) * g;
      square[i] = ADAM_BETA2 * square[i] + (1 - ADAM_BETA2) * g * g;
      parameter[i] -= (stepSize * mean[i]) / (Math.sqrt(square[i]) / rootCorrection + ADAM_EPSILON);
    }
  },
};
