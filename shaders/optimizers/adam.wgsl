// m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², θ ← θ − η m̂ / (√v̂ + ε): the twin of src/model/optimizers/adam.ts.

// 1 − β₁ and 1 − β₂, rounded once: 1 − f32(β₂) would be wrong in its fifth digit.
const ADAM_SHARES = vec2f(0.1, 0.001);
const ADAM_EPSILON: f32 = 1e-8;

// 1 − βᵏ = (1 − βᵏ⁻¹) + βᵏ⁻¹ (1 − β): no power, and exact for the first updates, where it matters.
fn adamFill(filled: vec2f) -> vec2f { return filled + (1.0 - filled) * ADAM_SHARES; }

fn adamUpdate(parameter: f32, gradient: f32, moments: vec2f, step: OptimizerStep) -> OptimizerUpdate {
  let mean = moments.x + ADAM_SHARES.x * (gradient - moments.x);
  let square = moments.y + ADAM_SHARES.y * (gradient * gradient - moments.y);
  let root = sqrt(square / step.filled.y) + ADAM_EPSILON;
  return OptimizerUpdate(parameter - step.learningRate * (mean / step.filled.x) / root, vec2f(mean, square));
}
