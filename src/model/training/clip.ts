// Clipping the gradient's norm: g ← g · min(1, c / (‖g‖ + 10^-6)) (Pascanu et al. 2013; torch's clip_grad_norm_).

import { log2Of, type Scaled, scaled, scaledSum } from "../scaled.ts";

/** Keeps the quotient finite where the gradient is zero, as torch does. */
export const CLIP_EPSILON = 1e-6;

/** The factor that clipping puts on the gradient: 1 where its norm is small enough or nothing is to be clipped. */
export function clipFactor(norm: Scaled, clipNorm: number | null): Scaled {
  const one = scaled(1);
  if (clipNorm === null) return one;
  const whole = scaledSum(norm, scaled(CLIP_EPSILON));
  const factor = scaled(clipNorm / whole.mantissa, -whole.exponent);
  return log2Of(factor) < 0 ? factor : one;
}
