// The matrix products around a cell, the twin of src/model/passage.ts: four sequences at a time, with as many sums side
// by side as hide the latency of an addition. Weights are read one after another, each into all four lanes.

import { BLOCK, V } from "./sizes.ts";

@inline
function step(sum: v128, weight: usize, at: usize, v: v128): v128 {
  return f32x4.add(sum, f32x4.mul(v128.load_splat<f32>(weight + at), v));
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
      s0 = f32x4.add(s0, f32x4.mul(v128.load_splat<f32>(p), value));
      s1 = f32x4.add(s1, f32x4.mul(v128.load_splat<f32>(p, 4), value));
      s2 = f32x4.add(s2, f32x4.mul(v128.load_splat<f32>(p, 8), value));
      s3 = f32x4.add(s3, f32x4.mul(v128.load_splat<f32>(p, 12), value));
      s4 = f32x4.add(s4, f32x4.mul(v128.load_splat<f32>(p, 16), value));
      s5 = f32x4.add(s5, f32x4.mul(v128.load_splat<f32>(p, 20), value));
      s6 = f32x4.add(s6, f32x4.mul(v128.load_splat<f32>(p, 24), value));
      s7 = f32x4.add(s7, f32x4.mul(v128.load_splat<f32>(p, 28), value));
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
    s0 = f32x4.add(s0, f32x4.mul(v128.load_splat<f32>(p), value));
    s1 = f32x4.add(s1, f32x4.mul(v128.load_splat<f32>(p, 4), value));
    s2 = f32x4.add(s2, f32x4.mul(v128.load_splat<f32>(p, 8), value));
    s3 = f32x4.add(s3, f32x4.mul(v128.load_splat<f32>(p, 12), value));
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
      s0 = f32x4.add(s0, f32x4.mul(v128.load_splat<f32>(p), value));
      s1 = f32x4.add(s1, f32x4.mul(v128.load_splat<f32>(p, 4), value));
      s2 = f32x4.add(s2, f32x4.mul(v128.load_splat<f32>(p, 8), value));
      s3 = f32x4.add(s3, f32x4.mul(v128.load_splat<f32>(p, 12), value));
      s4 = f32x4.add(s4, f32x4.mul(v128.load_splat<f32>(p, 16), value));
      s5 = f32x4.add(s5, f32x4.mul(v128.load_splat<f32>(p, 20), value));
      s6 = f32x4.add(s6, f32x4.mul(v128.load_splat<f32>(p, 24), value));
      s7 = f32x4.add(s7, f32x4.mul(v128.load_splat<f32>(p, 28), value));
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
          a0 = f32x4.add(a0, f32x4.mul(one, h0));
          b0 = f32x4.add(b0, f32x4.mul(two, h0));
          const h1 = v128.load(h, 16);
          a1 = f32x4.add(a1, f32x4.mul(one, h1));
          b1 = f32x4.add(b1, f32x4.mul(two, h1));
          const h2 = v128.load(h, 32);
          a2 = f32x4.add(a2, f32x4.mul(one, h2));
          b2 = f32x4.add(b2, f32x4.mul(two, h2));
          const h3 = v128.load(h, 48);
          a3 = f32x4.add(a3, f32x4.mul(one, h3));
          b3 = f32x4.add(b3, f32x4.mul(two, h3));
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
        a = f32x4.add(a, f32x4.mul(v128.load(d), value));
        if (isPair) b = f32x4.add(b, f32x4.mul(v128.load(d, 16), value));
        h -= back;
      }
      v128.store(sum, a);
      if (isPair) v128.store(below, b);
      sum += V;
    }
  }
}
