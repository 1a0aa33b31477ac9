// u ← μ u + g, θ ← θ − η u: the twin of src/model/optimizers/momentum.ts.

fn momentumFill(filled: vec2f) -> vec2f { return filled; }

fn momentumUpdate(parameter: f32, gradient: f32, moments: vec2f, step: OptimizerStep) -> OptimizerUpdate {
  let velocity = step.momentum * moments.x + gradient;
  return OptimizerUpdate(parameter - step.learningRate * velocity, vec2f(velocity, 0.0));
}
