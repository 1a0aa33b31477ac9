// Sums over the batch that may have any size: a float64 and an exponent, added to lane by lane.

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
  if (!v128.any_true(e)) {
    const pairs = f32x4.add(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
    addTo(total, <f64>f32x4.extract_lane(pairs, 0) + <f64>f32x4.extract_lane(pairs, 1), 0);
    return;
  }
  addTo(total, <f64>f32x4.extract_lane(v, 0), i32x4.extract_lane(e, 0));
  addTo(total, <f64>f32x4.extract_lane(v, 1), i32x4.extract_lane(e, 1));
  addTo(total, <f64>f32x4.extract_lane(v, 2), i32x4.extract_lane(e, 2));
  addTo(total, <f64>f32x4.extract_lane(v, 3), i32x4.extract_lane(e, 3));
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
