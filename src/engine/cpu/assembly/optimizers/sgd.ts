// θ ← θ − η g: the twin of src/model/optimizers/sgd.ts.

/** @returns four parameters after their update */
@inline
export function sgdUpdate(parameter: v128, gradient: v128, learningRate: v128): v128 {
  return f32x4.sub(parameter, f32x4.mul(learningRate, gradient));
}
