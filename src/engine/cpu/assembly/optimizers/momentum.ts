// u ← μ u + g, θ ← θ − η u: the twin of src/model/optimizers/momentum.ts.

/** @returns four parameters after their update; `velocity` is where u stands */
@inline
export function momentumUpdate(parameter: v128, gradient: v128, velocity: usize, learningRate: v128, momentum: v128): v128 {
  const u = f32x4.add(f32x4.mul(momentum, v128.load(velocity)), gradient);
  v128.store(velocity, u);
  return f32x4.sub(parameter, f32x4.mul(learningRate, u));
}
