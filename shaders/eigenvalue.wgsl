// The largest eigenvalue of four symmetric tridiagonal matrices at once: the twin of src/model/eigenvalue.ts.

// Enough halvings for every bit of a float32.
const EIGENVALUE_ROUNDS: u32 = 40u;

// The matrices' entries stand in the state from `at` on: α_k, then β_k, eight words apart.
fn eigenvalueLargest(at: u32) -> vec4f {
  var low = vec4f(0.0);
  var high = vec4f(0.0);
  var previousBeta = vec4f(0.0);
  for (var k = 0u; k < LANCZOS_STEPS; k++) {
    let alpha = stateLoad4(at + 8u * k);
    let beta = select(vec4f(0.0), stateLoad4(at + 8u * k + 4u), k + 1u < LANCZOS_STEPS);
    low = max(low, alpha);
    // Gershgorin: no eigenvalue lies above every α_k + β_(k−1) + β_k.
    high = max(high, alpha + previousBeta + beta);
    previousBeta = beta;
  }
  for (var round = 0u; round < EIGENVALUE_ROUNDS; round++) {
    let middle = low + 0.5 * (high - low);
    let above = eigenvalueIsAbove(middle, at);
    low = select(low, middle, above);
    high = select(middle, high, above);
  }
  return 0.5 * (low + high);
}

// Sylvester's law of inertia: T − x is negative definite exactly when every pivot of its LDLᵀ is negative.
fn eigenvalueIsAbove(x: vec4f, at: u32) -> vec4<bool> {
  // A pivot of zero would divide by zero; the smallest negative number stands in for it.
  let tiny = vec4f(-1e-30);
  var pivot = stateLoad4(at) - x;
  var above = pivot >= vec4f(0.0);
  for (var k = 1u; k < LANCZOS_STEPS; k++) {
    let beta = stateLoad4(at + 8u * k - 4u);
    pivot = stateLoad4(at + 8u * k) - x - beta * beta / select(pivot, tiny, pivot > tiny);
    above = above | (pivot >= vec4f(0.0));
  }
  return above;
}
