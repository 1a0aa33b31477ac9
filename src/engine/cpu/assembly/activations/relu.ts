// φ(a) = max(a, 0), φ'(a) = 1 for a > 0 and 0 otherwise: the twin of src/model/activations/relu.ts.

import { Constant, constant } from "../exp.ts";

/** max(a, 0) and its slope of four plain numbers (or mantissas, whose exponents stay), each to its address. */
@inline
export function reluBoth(a: v128, value: usize, slope: usize): void {
  const passes = f32x4.gt(a, f32x4.splat(0));
  v128.store(value, v128.and(a, passes));
  v128.store(slope, v128.and(constant(Constant.one), passes));
}
