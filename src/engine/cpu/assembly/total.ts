// Sums over the batch that may have any size: a float64 and an exponent, added to lane by lane.

import { NO_EXPONENT, power, ZERO_BELOW } from "./scaled.ts";

/** total += m × 2^e. */
export function addTo(total: usize, m: f64, e: i32): void {
  if (m == 0) return;
  const sum = load<f64>(total);
  const exponent = load<i32>(total, 8);
  if (sum == 0) {
    store<f64>(total, m);
    store<i32>(total, e, 8);
  } else if (e == exponent) {
    store<f64>(total, sum + m);
  } else if (e > exponent) {
    store<f64>(total, m + sum * power64(exponent - e));
    store<i32>(total, e, 8);
  } else {
    store<f64>(total, sum + m * power64(e - exponent));
  }
}

/** total += the four numbers v × 2^e. */
export function addLanes(total: usize, v: v128, e: v128): void {
  // A lane of zero has no say in the power of two; what is smaller than the largest of the others by 2^126 is nothing.
  const own = v128.bitselect(i32x4.splat(NO_EXPONENT), e, f32x4.eq(v, f32x4.splat(0)));
  const high = i32x4.max_s(own, v128.shuffle<i32>(own, own, 2, 3, 0, 1));
  const exponent = max(i32x4.extract_lane(high, 0), i32x4.extract_lane(high, 1));
  if (exponent < ZERO_BELOW) return;
  const under = f32x4.mul(v, power(i32x4.sub(own, i32x4.splat(exponent))));
  const low = f64x2.promote_low_f32x4(under);
  const both = f64x2.add(low, f64x2.promote_low_f32x4(v128.shuffle<f32>(under, under, 2, 3, 0, 1)));
  addTo(total, f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1), exponent);
}

export function clearTotal(total: usize): void {
  store<f64>(total, 0);
  store<i32>(total, 0, 8);
}

/** 2^n for n ≤ 1000; 0 where float64 has nothing so small. */
export function power64(n: i32): f64 {
  return n < -1022 ? 0 : reinterpret<f64>(<u64>(n + 1023) << 52);
}

/** Where ‖∂L/∂s_t‖² of each step goes, a total each [T + 1]; 0 where nobody asks. */
export let traceState: usize = 0;

export function traceStates(at: usize): void {
  traceState = at;
}
