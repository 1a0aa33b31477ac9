// The spectral norm of J = ∂h_T/∂h_0 by Lanczos on JᵀJ, the twin of src/model/jacobian.ts. Each iteration is three
// stages: a tangent forward through the steps, the result back through them, and the recurrence of α and β.

// Below this share of the largest α a β is rounding: the vectors already span all that J reaches.
const JACOBIAN_NEGLIGIBLE: f32 = 1e-6;

@compute @workgroup_size(WORKGROUP_SIZE)
fn tangentMain(
  @builtin(local_invocation_index) lane: u32,
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let longest = networkBegin(lane, workgroup, workgroups);
  var tangent = networkLoadCarry();
  if (slice.first == 1u) {
    var start = stateLoad4(unitAt + UNIT_VECTOR);
    if (slice.iteration == 0u) { start = jacobianStartVector(); }
    if (exists) { stateStore4(unitAt + UNIT_VECTOR, start); }
    let agreed = exchangeShare(Scaled4(start, vec4i(0)), vec4f(0.0));
    tangent = Scaled4(networkTimesRow(), agreed.exponent);
  }
  for (var t = slice.first; t <= min(slice.last, longest); t++) {
    let runs = exists && t <= network.unroll;
    var own = Scaled4(vec4f(0.0), vec4i(NO_EXPONENT));
    if (runs) { own = networkThroughActivation(tangent, t); }
    let agreed = exchangeShare(own, vec4f(0.0));
    if (runs) {
      tangent = agreed;
      if (t < network.unroll) { tangent.mantissa = networkTimesRow(); }
    }
  }
  networkStoreCarry(tangent);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn adjointMain(
  @builtin(local_invocation_index) lane: u32,
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let longest = networkBegin(lane, workgroup, workgroups);
  var gradient = networkLoadCarry();
  for (var t = min(slice.first, longest); t >= slice.last; t--) {
    let runs = exists && t <= network.unroll;
    var own = Scaled4(vec4f(0.0), vec4i(NO_EXPONENT));
    if (runs) { own = networkThroughActivation(gradient, t); }
    let agreed = exchangeShare(own, vec4f(0.0));
    if (runs) { gradient = Scaled4(networkTimesColumn(), agreed.exponent); }
  }
  networkStoreCarry(gradient);
}

// α = vᵀ w with w = JᵀJ v; what is left of w beside v and the vector before it is β times the next vector.
@compute @workgroup_size(WORKGROUP_SIZE)
fn lanczosMain(
  @builtin(local_invocation_index) lane: u32,
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  networkBegin(lane, workgroup, workgroups);
  let isFirst = slice.iteration == 0u;
  let vector = stateLoad4(unitAt + UNIT_VECTOR);
  let previousVector = select(stateLoad4(unitAt + UNIT_PREVIOUS_VECTOR), vec4f(0.0), isFirst);
  let previousBeta = select(stateLoad4(stateAt + STATE_LANCZOS_BETA), vec4f(0.0), isFirst);
  let previousLargest = select(stateLoad4(stateAt + STATE_LANCZOS_LARGEST), vec4f(0.0), isFirst);
  let image = exchangeShare(networkLoadCarry(), vector);
  // JᵀJ is measured in units of the first image's power of two.
  let unitExponent = select(stateLoadExponents(stateAt + STATE_LANCZOS_EXPONENT), image.exponent, vec4<bool>(isFirst));
  let factor = scaledPower(image.exponent - unitExponent);
  var alpha = vec4f(0.0);
  for (var j = 0u; j < HIDDEN; j++) { alpha += exchangeVector(j) * exchangeState(j); }
  alpha *= factor;
  let largest = max(previousLargest, alpha);
  let left = image.mantissa * factor - alpha * vector - previousBeta * previousVector;

  let agreed = exchangeShare(Scaled4(left, vec4i(0)), vec4f(0.0));
  let length = sqrt(networkSquares());
  let plainBeta = length * scaledPower(agreed.exponent);
  let negligible = plainBeta <= JACOBIAN_NEGLIGIBLE * largest;
  let beta = select(plainBeta, vec4f(0.0), negligible);
  let next = select(agreed.mantissa / max(length, vec4f(0.5)), vec4f(0.0), negligible);
  storageBarrier();
  if (!exists) { return; }
  stateStore4(unitAt + UNIT_PREVIOUS_VECTOR, vector);
  stateStore4(unitAt + UNIT_VECTOR, next);
  if (unit != 0u) { return; }
  let lanczosAt = stateAt + STATE_LANCZOS_AT;
  stateStore4(lanczosAt + 8u * slice.iteration, alpha);
  stateStore4(lanczosAt + 8u * slice.iteration + 4u, beta);
  stateStore4(stateAt + STATE_LANCZOS_BETA, beta);
  stateStore4(stateAt + STATE_LANCZOS_LARGEST, largest);
  stateStoreExponents(stateAt + STATE_LANCZOS_EXPONENT, unitExponent);
  if (slice.iteration + 1u == LANCZOS_STEPS) { jacobianNorm(lanczosAt, unitExponent); }
}

// The largest eigenvalue of JᵀJ is ‖J‖₂²; the network keeps the largest among its sequences.
fn jacobianNorm(lanczosAt: u32, unitExponent: vec4i) {
  let eigenvalue = eigenvalueLargest(lanczosAt) * bindingsMask(slice.group);
  let at = stateAt + STATE_SUMS + 2u * SUM_JACOBIAN;
  var norm = stateLoadScaled(at);
  for (var c = 0u; c < 4u; c++) {
    norm = scaledLarger(norm, scaledNormalised(Scaled(eigenvalue[c], unitExponent[c])));
  }
  stateStoreScaled(at, norm);
  if (WITH_TRACE) { stateTrace4(TRACE_JACOBIAN_AT + slice.group * 8u, Scaled4(eigenvalue, unitExponent)); }
}

// The same irregular start for every network, of unit length.
fn jacobianStartVector() -> vec4f {
  var squares = 0.0;
  for (var j = 0u; j < HIDDEN; j++) { squares += jacobianStart(j) * jacobianStart(j); }
  return vec4f(jacobianStart(unit) / sqrt(squares));
}

fn jacobianStart(index: u32) -> f32 {
  let hash = (index + 1u) * 0x9e3779b1u;
  return (f32(hash >> 31u) * 2.0 - 1.0) * (0.5 + f32(hash & 0xffffu) / 131071.0);
}
