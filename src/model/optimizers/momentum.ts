// Heavy-ball momentum: u ← μ u + g, θ ← θ − η u (Polyak 1964; torch.optim.SGD with momentum μ, no dampening).

import type { Optimizer } from "./optimizer.ts";

export const momentum: Optimizer = {
  label: "SGD with momentum",
  formula: "u ← μ u + g, θ ← θ − η u",
  reads: ["learningRate", "momentum"],
  moments: 1,
  operations: 4,
  update(parameter, gradient, [velocity], { learningRate, momentum }) {
    for (let i = 0; i < parameter.length; i++) {
      velocity[i] = momentum * velocity[i] + gradient[i];
      parameter[i] -= learningRate * velocity[i];
    }
  },
};
