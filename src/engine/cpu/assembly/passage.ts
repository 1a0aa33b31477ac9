// The matrix products around a cell, the twin of src/model/passage.ts: four sequences at a time, with as many sums side
// by side as hide the latency of an addition. Weights are read one after another, each into all four lanes.

import { BLOCK, V } from "./sizes.ts";
import { madd } from "./madd.ts";

@inline
function step(sum: v128, weight: usize, at: usize, v: v128): v128 {
  return madd(v128.load_splat<f32>(weight + at), v, sum);
}

/**
 * out = M v for M [rows][columns], whose rows stand in blocks of eight (the last may be one of four), filled up with
 * zeros: of each column the block's weights stand together.
 */
export function timesBlocked(matrix: usize, rows: i32, columns: i32, v: usize, out: usize): void {
  let p = matrix;
  const end = v + <usize>columns * V;
  let left = rows;
  for (; left > 4; left -= BLOCK) {
    let s0 = f32x4.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    let s4 = s0;
    let s5 = s0;
    let s6 = s0;
    let s7 = s0;
    for (let x = v; x < end; x += V) {
      const value = v128.load(x);
      s0 = madd(v128.load_splat<f32>(p), value, s0);
      s1 = madd(v128.load_splat<f32>(p, 4), value, s1);
      s2 = madd(v128.load_splat<f32>(p, 8), value, s2);
      s3 = madd(v128.load_splat<f32>(p, 12), value, s3);
      s4 = madd(v128.load_splat<f32>(p, 16), value, s4);
      s5 = madd(v128.load_splat<f32>(p, 20), value, s5);
      s6 = madd(v128.load_splat<f32>(p, 24), value, s6);
      s7 = madd(v128.load_splat<f32>(p, 28), value, s7);
      p += 32;
    }
    v128.store(out, s0);
    v128.store(out, s1, 16);
    v128.store(out, s2, 32);
    v128.store(out, s3, 48);
    v128.store(out, s4, 64);
    v128.store(out, s5, 80);
    v128.store(out, s6, 96);
    v128.store(out, s7, 112);
    out += 8 * V;
  }
  if (left <= 0) return;
  let s0 = f32x4.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  for (let x = v; x < end; x += V) {
    const value = v128.load(x);
    s0 = madd(v128.load_splat<f32>(p), value, s0);
    s1 = madd(v128.load_splat<f32>(p, 4), value, s1);
    s2 = madd(v128.load_splat<f32>(p, 8), value, s2);
    s3 = madd(v128.load_splat<f32>(p, 12), value, s3);
    p += 16;
  }
  v128.store(out, s0);
  v128.store(out, s1, 16);
  v128.store(out, s2, 32);
  v128.store(out, s3, 48);
}

/** The same matrix, row after row, into those blocks. */
export function block(matrix: usize, rows: i32, columns: i32, out: usize): void {
  for (let first = 0; first < rows; first += BLOCK) {
    const size = rows - first <= 4 ? 4 : BLOCK;
    for (let j = 0; j < columns; j++) {
      for (let r = 0; r < size; r++) {
        const row = first + r;
        store<f32>(out, row < rows ? load<f32>(matrix + <usize>(row * columns + j) * 4) : 0);
        out += 4;
      }
    }
  }
}

/** out = Mᵀ v for M [rows][columns], row after row. */
export function timesTransposed(matrix: usize, rows: i32, columns: i32, v: usize, out: usize): void {
  const stride = <usize>columns * 4;
  const end = v + <usize>rows * V;
  let j = 0;
  for (; j + 8 <= columns; j += 8) {
    let s0 = f32x4.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    let s4 = s0;
    let s5 = s0;
    let s6 = s0;
    let s7 = s0;
    let p = matrix + <usize>j * 4;
    for (let x = v; x < end; x += V) {
      const value = v128.load(x);
      s0 = madd(v128.load_splat<f32>(p), value, s0);
      s1 = madd(v128.load_splat<f32>(p, 4), value, s1);
      s2 = madd(v128.load_splat<f32>(p, 8), value, s2);
      s3 = madd(v128.load_splat<f32>(p, 12), value, s3);
      s4 = madd(v128.load_splat<f32>(p, 16), value, s4);
      s5 = madd(v128.load_splat<f32>(p, 20), value, s5);
      s6 = madd(v128.load_splat<f32>(p, 24), value, s6);
      s7 = madd(v128.load_splat<f32>(p, 28), value, s7);
      p += stride;
    }
    v128.store(out, s0);
    v128.store(out, s1, 16);
    v128.store(out, s2, 32);
    v128.store(out, s3, 48);
    v128.store(out, s4, 64);
    v128.store(out, s5, 80);
    v128.store(out, s6, 96);
    v128.store(out, s7, 112);
    out += 8 * V;
  }
  for (; j + 2 <= columns; j += 2) {
    let s0 = f32x4.splat(0);
    let s1 = s0;
    let p = matrix + <usize>j * 4;
    for (let x = v; x < end; x += V) {
      const value = v128.load(x);
      s0 = step(s0, p, 0, value);
      s1 = step(s1, p, 4, value);
      p += stride;
    }
    v128.store(out, s0);
    v128.store(out, s1, 16);
    out += 2 * V;
  }
  if (j < columns) {
    let sum = f32x4.splat(0);
    let p = matrix + <usize>j * 4;
    for (let x = v; x < end; x += V) {
      sum = step(sum, p, 0, v128.load(x));
      p += stride;
    }
    v128.store(out, sum);
  }
}

/**
 * sums [rows][columns] += Σ_s δ_s ⊗ h_s, lane by lane.
 * @param deltas the first δ; each further one stands `rows` vectors behind
 * @param states the first h; each further one stands `back` bytes before
 */
export function addOuterProducts(
  sums: usize,
  rows: i32,
  columns: i32,
  deltas: usize,
  states: usize,
  back: usize,
  count: i32,
): void {
  const stride = <usize>columns * V;
  const deltaStride = <usize>rows * V;
  const end = deltas + <usize>count * deltaStride;
  for (let i = 0; i < rows; i += 2) {
    const isPair = i + 1 < rows;
    const first = deltas + <usize>i * V;
    const firstEnd = end + <usize>i * V;
    let sum = sums + <usize>i * stride;
    let j = 0;
    if (isPair) {
      for (; j + 4 <= columns; j += 4) {
        const below = sum + stride;
        let a0 = v128.load(sum);
        let a1 = v128.load(sum, 16);
        let a2 = v128.load(sum, 32);
        let a3 = v128.load(sum, 48);
        let b0 = v128.load(below);
        let b1 = v128.load(below, 16);
        let b2 = v128.load(below, 32);
        let b3 = v128.load(below, 48);
        let h = states + <usize>j * V;
        for (let d = first; d < firstEnd; d += deltaStride) {
          const one = v128.load(d);
          const two = v128.load(d, 16);
          const h0 = v128.load(h);
          a0 = madd(one, h0, a0);
          b0 = madd(two, h0, b0);
          const h1 = v128.load(h, 16);
          a1 = madd(one, h1, a1);
          b1 = madd(two, h1, b1);
          const h2 = v128.load(h, 32);
          a2 = madd(one, h2, a2);
          b2 = madd(two, h2, b2);
          const h3 = v128.load(h, 48);
          a3 = madd(one, h3, a3);
          b3 = madd(two, h3, b3);
          h -= back;
        }
        v128.store(sum, a0);
        v128.store(sum, a1, 16);
        v128.store(sum, a2, 32);
        v128.store(sum, a3, 48);
        v128.store(below, b0);
        v128.store(below, b1, 16);
        v128.store(below, b2, 32);
        v128.store(below, b3, 48);
        sum += 4 * V;
      }
    }
    for (; j < columns; j++) {
      const below = sum + stride;
      let a = v128.load(sum);
      let b = isPair ? v128.load(below) : f32x4.splat(0);
      let h = states + <usize>j * V;
      for (let d = first; d < firstEnd; d += deltaStride) {
        const value = v128.load(h);
        a = madd(v128.load(d), value, a);
        if (isPair) b = madd(v128.load(d, 16), value, b);
        h -= back;
      }
      v128.store(sum, a);
      if (isPair) v128.store(below, b);
      sum += V;
    }
  }
}
