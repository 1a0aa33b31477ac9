// Plain gradient descent: θ ← θ − η g (torch.optim.SGD without momentum).

import type { Optimizer } from "./optimizer.ts";

export const sgd: Optimizer = {
  label: "SGD",
  formula: "θ ← θ − η g",
  reads: ["learningRate"],
  moments: 0,
  operations: 2,
  update(parameter, gradient, _moments, { learningRate }) {
    for (let i = 0; i < parameter.length; i++) parameter[i] -= learningRate * gradient[i];
  },
};
