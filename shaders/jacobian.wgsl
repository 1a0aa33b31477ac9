// The spectral norm of J = ∂s_T/∂s_0 by Lanczos on JᵀJ, the twin of src/model/jacobian.ts. Each iteration is three
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
  if (slice.first == 1u) { tangent = jacobianStartTangent(); }
  for (var t = slice.first; t <= min(slice.last, longest); t++) {
    let runs = exists && t <= network.unroll;
    let agreed = exchangeShare(tangent[0], vec4f(0.0));
    if (runs) {
      let products = networkTimesRow();
      var recurrent: Gates4;
      for (var q = 0u; q < GATES; q++) { recurrent[q] = Scaled4(products[q], agreed.exponent); }
      let changed = cellTangent(networkKept(t), networkState(t - 1u), recurrent, tangent);
      for (var part = 0u; part < PARTS; part++) {
        let normalised = scaledNormalised4(changed[part]);
        tangent[part] = scaledSelect4(tangent[part], normalised, networkIsActive(t));
      }
    }
  }
  networkStoreCarry(tangent);
}

// The vector with which an iteration begins.
fn jacobianStartTangent() -> State4 {
  var tangent: State4;
  for (var part = 0u; part < PARTS; part++) {
    var start = stateLoad4(unitAt + UNIT_VECTOR + 4u * part);
    if (slice.iteration == 0u) {
      start = jacobianStartVector(part);
      if (exists) { stateStore4(unitAt + UNIT_VECTOR + 4u * part, start); }
    }
    tangent[part] = scaledNormalised4(scaledOf4(start));
  }
  return tangent;
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
    var step = backwardNothing();
    if (runs) { step = backwardUnit(gradient, networkState(t - 1u), t); }
    let delta = exchangeShareDelta(step, vec4f(0.0));
    if (runs) {
      let behind = networkBehind(step.direct, Scaled4(networkTimesColumn(), delta.recurrentExponent));
      gradient = networkGoesOn(gradient, behind, t);
    }
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
  let carry = networkLoadCarry();
  let previousBeta = select(stateLoad4(stateAt + STATE_LANCZOS_BETA), vec4f(0.0), isFirst);
  let previousLargest = select(stateLoad4(stateAt + STATE_LANCZOS_LARGEST), vec4f(0.0), isFirst);
  var image: State4;
  var products: array<vec4f, PARTS>;
  var imageExponent = vec4i(NO_EXPONENT);
  for (var part = 0u; part < PARTS; part++) {
    image[part] = exchangeShare(carry[part], stateLoad4(unitAt + UNIT_VECTOR + 4u * part));
    imageExponent = max(imageExponent, image[part].exponent);
    products[part] = vec4f(0.0);
    for (var j = 0u; j < HIDDEN; j++) { products[part] += exchangeVector(j) * exchangeState(j); }
  }
  // JᵀJ is measured in units of the first image's power of two.
  let unitExponent = select(stateLoadExponents(stateAt + STATE_LANCZOS_EXPONENT), imageExponent, vec4<bool>(isFirst));
  var alpha = vec4f(0.0);
  for (var part = 0u; part < PARTS; part++) {
    alpha += products[part] * scaledPower(image[part].exponent - unitExponent);
  }
  let largest = max(previousLargest, alpha);

  var left: State4;
  var squares: array<vec4f, PARTS>;
  var leftExponent = vec4i(NO_EXPONENT);
  for (var part = 0u; part < PARTS; part++) {
    let vector = stateLoad4(unitAt + UNIT_VECTOR + 4u * part);
    let previous = select(stateLoad4(unitAt + UNIT_PREVIOUS_VECTOR + 4u * part), vec4f(0.0), isFirst);
    let own = image[part].mantissa * scaledPower(image[part].exponent - unitExponent) - alpha * vector - previousBeta * previous;
    left[part] = exchangeShare(Scaled4(own, vec4i(0)), vec4f(0.0));
    leftExponent = max(leftExponent, left[part].exponent);
    squares[part] = networkSquares();
  }
  var sum = vec4f(0.0);
  for (var part = 0u; part < PARTS; part++) {
    let factor = scaledPower(left[part].exponent - leftExponent);
    sum += squares[part] * factor * factor;
  }
  let length = sqrt(sum);
  let plainBeta = length * scaledPower(leftExponent);
  let negligible = plainBeta <= JACOBIAN_NEGLIGIBLE * largest;
  let beta = select(plainBeta, vec4f(0.0), negligible);
  storageBarrier();
  if (!exists) { return; }
  for (var part = 0u; part < PARTS; part++) {
    let vectorAt = unitAt + UNIT_VECTOR + 4u * part;
    let next = left[part].mantissa * scaledPower(left[part].exponent - leftExponent) / max(length, vec4f(0.5));
    stateStore4(unitAt + UNIT_PREVIOUS_VECTOR + 4u * part, stateLoad4(vectorAt));
    stateStore4(vectorAt, select(next, vec4f(0.0), negligible));
  }
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

// The same irregular start for every network, of unit length over all parts of the state.
fn jacobianStartVector(part: u32) -> vec4f {
  var squares = 0.0;
  for (var j = 0u; j < PARTS * HIDDEN; j++) { squares += jacobianStart(j) * jacobianStart(j); }
  return vec4f(jacobianStart(part * HIDDEN + unit) / sqrt(squares));
}

fn jacobianStart(index: u32) -> f32 {
  let word = (index + 1u) * 0x9e3779b1u;
  let hash = (word ^ (word >> 15u)) * 0x85ebca6bu;
  return 0.5 + f32((hash >> 8u) & 0xffffu) / 131071.0;
}
