// φ(a) = a: the linear network, the twin of src/model/activations/identity.ts.

import { Constant, constant } from "../exp.ts";

/** a and 1 of four plain numbers (or mantissas, whose exponents stay), each to its address. */
@inline
export function identityBoth(a: v128, value: usize, slope: usize): void {
  v128.store(value, a);
  v128.store(slope, constant(Constant.one));
}
