// m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², θ ← θ − η m̂ / (√v̂ + ε): the twin of src/model/optimizers/adam.ts.

const SHARE_1: f64 = 0.1;
const SHARE_2: f64 = 0.001;
const EPSILON: f32 = 1e-8;

/** 1 − βᵏ from 1 − βᵏ⁻¹, without a power: exact for the first updates, where it matters. */
export function adamFill(filled: usize): void {
  const one = load<f64>(filled);
  const two = load<f64>(filled, 8);
  store<f64>(filled, one + (1 - one) * SHARE_1);
  store<f64>(filled, two + (1 - two) * SHARE_2, 8);
}

/**
 * @param mean where m stands, `square` where v does
 * @param stepSize η / (1 − β₁ᵏ), `inverseFill` 1 / (1 − β₂ᵏ)
 * @returns four parameters after their update
 */
@inline
export function adamUpdate(
  parameter: v128,
  gradient: v128,
  mean: usize,
  square: usize,
  stepSize: v128,
  inverseFill: v128,
): v128 {
  const m = v128.load(mean);
  const v = v128.load(square);
  const newM = f32x4.add(m, f32x4.mul(f32x4.splat(<f32>SHARE_1), f32x4.sub(gradient, m)));
  const newV = f32x4.add(v, f32x4.mul(f32x4.splat(<f32>SHARE_2), f32x4.sub(f32x4.mul(gradient, gradient), v)));
  v128.store(mean, newM);
  v128.store(square, newV);
  const root = f32x4.add(f32x4.sqrt(f32x4.mul(newV, inverseFill)), f32x4.splat(EPSILON));
  return f32x4.sub(parameter, f32x4.div(f32x4.mul(stepSize, newM), root));
}
