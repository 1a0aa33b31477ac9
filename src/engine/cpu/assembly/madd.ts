// a · b + c and c − a · b, the operations that nearly all others are made of.

/** a · b + c, rounded twice: SIMD of WebAssembly fuses the two only where it may differ from machine to machine. */
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  return f32x4.add(f32x4.mul(a, b), c);
}

/** c − a · b, rounded twice. */
@inline
export function nmadd(a: v128, b: v128, c: v128): v128 {
  return f32x4.sub(c, f32x4.mul(a, b));
}
