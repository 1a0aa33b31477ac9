// θ ← θ − η g: the twin of src/model/optimizers/sgd.ts.

fn sgdFill(filled: vec2f) -> vec2f { return filled; }

fn sgdUpdate(parameter: f32, gradient: f32, moments: vec2f, step: OptimizerStep) -> OptimizerUpdate {
  return OptimizerUpdate(parameter - step.learningRate * gradient, moments);
}
