// Backpropagation through time over the steps of a slice, last step first; the twin of GradientEvaluator.backward.
// δ_t = φ'(a_t) ∘ ∂L/∂h_t goes into the gradients of all parameters, ∂L/∂h_(t−1) = W_hhᵀ δ_t on to the step before.

// This unit's rows of the gradients, each parameter under its own power of two.
var<private> exponentIh: i32;
var<private> exponentHh: i32;
var<private> exponentBias: i32;
var<private> gradientBias: f32;
var<private> gradientIh: array<f32, INPUTS>;
var<private> gradientHh: array<f32, HIDDEN>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn backwardMain(
  @builtin(local_invocation_index) lane: u32,
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let longest = networkBegin(lane, workgroup, workgroups);
  var gradient = networkLoadCarry();
  backwardLoad();
  for (var t = min(slice.first, longest); t >= slice.last; t--) {
    let runs = exists && t <= network.unroll;
    var own = Scaled4(vec4f(0.0), vec4i(NO_EXPONENT));
    var before = vec4f(0.0);
    if (runs) {
      own = networkThroughActivation(gradient, t);
      before = networkHidden(t - 1u);
    }
    let delta = exchangeShare(own, before);
    if (runs) { gradient = Scaled4(backwardStep(delta, t), delta.exponent); }
    if (t == 1u || WITH_TRACE) {
      let agreed = exchangeShare(gradient, vec4f(0.0));
      let squares = Scaled4(networkSquares(), scaledExponentSum(agreed.exponent, agreed.exponent));
      if (runs && t == 1u) { networkAddToSum(SUM_FIRST, squares); }
      if (WITH_TRACE) { stateTraceStep(t - 1u, squares, runs && unit == 0u); }
    }
  }
  networkStoreCarry(gradient);
  backwardStore();
}

// δ_t into the gradients; returns this unit's W_hhᵀ δ_t.
fn backwardStep(delta: Scaled4, t: u32) -> vec4f {
  let liftBias = accumulatorLift(exponentBias, delta.exponent);
  exponentBias = liftBias.exponent;
  gradientBias = gradientBias * liftBias.shrink + dot(delta.mantissa, liftBias.terms);

  var largestInput = vec4f(0.0);
  for (var k = 0u; k < INPUTS; k++) {
    largestInput = max(largestInput, abs(taskInput(t, network.unroll, k, slice.group)));
  }
  let inputExponent = scaledExponentOf(largestInput);
  // Only a term that is not zero may lift an accumulator: the one that counts may be far smaller.
  let liftIh = accumulatorLift(exponentIh, scaledExponentSum(delta.exponent, inputExponent));
  exponentIh = liftIh.exponent;
  let toIh = delta.mantissa * liftIh.terms * scaledPower(-inputExponent);
  for (var k = 0u; k < INPUTS; k++) {
    gradientIh[k] = gradientIh[k] * liftIh.shrink + dot(toIh, taskInput(t, network.unroll, k, slice.group));
  }

  let stateExponent = tapeExponent[networkTapeExponentAt(t - 1u) + 1u];
  let liftHh = accumulatorLift(exponentHh, scaledExponentSum(delta.exponent, stateExponent));
  exponentHh = liftHh.exponent;
  if (liftHh.shrink != 1.0) {
    for (var j = 0u; j < HIDDEN; j++) { gradientHh[j] *= liftHh.shrink; }
  }
  let toHh = delta.mantissa * liftHh.terms;
  let at = weightsAt + WEIGHT_HH_AT + unit;
  var sum = vec4f(0.0);
  for (var j = 0u; j < HIDDEN; j++) {
    sum += weights[at + j * HIDDEN] * exchangeVector(j);
    gradientHh[j] += dot(toHh, exchangeState(j));
  }
  return network.recurrentScale * sum;
}

fn backwardLoad() {
  exponentIh = accumulatorExponent(ACCUMULATOR_IH);
  exponentHh = accumulatorExponent(ACCUMULATOR_HH);
  exponentBias = accumulatorExponent(ACCUMULATOR_BIAS);
  gradientBias = bitcast<f32>(state[unitAt + UNIT_BIAS]);
  for (var k = 0u; k < INPUTS; k++) { gradientIh[k] = bitcast<f32>(state[unitAt + UNIT_IH + k]); }
  for (var j = 0u; j < HIDDEN; j++) { gradientHh[j] = bitcast<f32>(state[unitAt + UNIT_HH + j]); }
}

// Called after networkStoreCarry, whose barrier parts it from all reading of exponents.
fn backwardStore() {
  accumulatorStoreExponent(ACCUMULATOR_IH, exponentIh);
  accumulatorStoreExponent(ACCUMULATOR_HH, exponentHh);
  accumulatorStoreExponent(ACCUMULATOR_BIAS, exponentBias);
  if (!exists) { return; }
  state[unitAt + UNIT_BIAS] = bitcast<u32>(gradientBias);
  for (var k = 0u; k < INPUTS; k++) { state[unitAt + UNIT_IH + k] = bitcast<u32>(gradientIh[k]); }
  for (var j = 0u; j < HIDDEN; j++) { state[unitAt + UNIT_HH + j] = bitcast<u32>(gradientHh[j]); }
}
