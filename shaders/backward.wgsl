// Backpropagation through time over the steps of a slice, last step first; the twin of GradientEvaluator.backward.
// δ_t = φ'(a_t) ∘ ∂L/∂h_t goes into the gradients of all parameters, ∂L/∂h_(t−1) = W_hhᵀ δ_t on to the step before.

// This unit's rows of the gradients, gate after gate, each parameter under its own power of two.
var<private> exponentIh: i32;
var<private> exponentHh: i32;
var<private> exponentBias: i32;
var<private> exponentBiasHn: i32;
var<private> gradientBias: array<f32, GATES>;
var<private> gradientBiasHn: f32;
var<private> gradientIh: array<f32, GATES * INPUTS>;
var<private> gradientHh: array<f32, GATES * HIDDEN>;

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
    var step = backwardNothing();
    var before: State4;
    if (runs) {
      before = networkState(t - 1u);
      step = backwardUnit(gradient, before, t);
    }
    let delta = exchangeShareDelta(step, before[0].mantissa);
    if (runs) {
      backwardAdd(delta, before[0].exponent, t);
      let behind = networkBehind(step.direct, Scaled4(networkTimesColumn(), delta.recurrentExponent));
      gradient = networkGoesOn(gradient, behind, t);
    }
    if (t == 1u || WITH_TRACE) { networkAddSquares(gradient, SUM_FIRST, t - 1u, runs, t == 1u); }
  }
  networkStoreCarry(gradient);
  backwardStore();
}

// What passes nothing back.
fn backwardNothing() -> CellBackward {
  var step: CellBackward;
  for (var q = 0u; q < GATES; q++) {
    step.recurrent[q] = CELL_ZERO;
    step.input[q] = CELL_ZERO;
  }
  for (var part = 0u; part < PARTS; part++) { step.direct[part] = CELL_ZERO; }
  return step;
}

// This unit's part of a step back; a sequence that has ended before t passes nothing.
fn backwardUnit(gradient: State4, before: State4, t: u32) -> CellBackward {
  var step = cellBackward(networkKept(t), before, gradient);
  if (WITH_LENGTHS) {
    let goesOn = networkIsActive(t);
    for (var q = 0u; q < GATES; q++) {
      step.recurrent[q] = scaledSelect4(CELL_ZERO, step.recurrent[q], goesOn);
      step.input[q] = scaledSelect4(CELL_ZERO, step.input[q], goesOn);
    }
  }
  return step;
}

// δ_t into the gradients.
fn backwardAdd(delta: CellDelta, stateExponent: vec4i, t: u32) {
  let liftBias = accumulatorLift(exponentBias, delta.inputExponent);
  exponentBias = liftBias.exponent;
  for (var q = 0u; q < GATES; q++) {
    gradientBias[q] = gradientBias[q] * liftBias.shrink + dot(delta.input[q], liftBias.terms);
  }
  if (RECURRENT_BIASES == 1u) {
    let liftBiasHn = accumulatorLift(exponentBiasHn, delta.recurrentExponent);
    exponentBiasHn = liftBiasHn.exponent;
    gradientBiasHn =
      gradientBiasHn * liftBiasHn.shrink + dot(delta.recurrent[RECURRENT_BIAS_GATE], liftBiasHn.terms);
  }

  var largestInput = vec4f(0.0);
  for (var k = 0u; k < INPUTS; k++) {
    largestInput = max(largestInput, abs(taskInput(t, network.unroll, k, slice.group)));
  }
  let inputExponent = scaledExponentOf(largestInput);
  // Only a term that is not zero may lift an accumulator: the one that counts may be far smaller.
  let liftIh = accumulatorLift(exponentIh, scaledExponentSum(delta.inputExponent, inputExponent));
  exponentIh = liftIh.exponent;
  let toIh = liftIh.terms * scaledPower(-inputExponent);
  for (var k = 0u; k < INPUTS; k++) {
    let x = taskInput(t, network.unroll, k, slice.group);
    for (var q = 0u; q < GATES; q++) {
      let at = q * INPUTS + k;
      gradientIh[at] = gradientIh[at] * liftIh.shrink + dot(delta.input[q] * toIh, x);
    }
  }

  let liftHh = accumulatorLift(exponentHh, scaledExponentSum(delta.recurrentExponent, stateExponent));
  exponentHh = liftHh.exponent;
  if (liftHh.shrink != 1.0) {
    for (var at = 0u; at < GATES * HIDDEN; at++) { gradientHh[at] *= liftHh.shrink; }
  }
  for (var q = 0u; q < GATES; q++) {
    let toHh = delta.recurrent[q] * liftHh.terms;
    for (var j = 0u; j < HIDDEN; j++) { gradientHh[q * HIDDEN + j] += dot(toHh, exchangeState(j)); }
  }
}

fn backwardLoad() {
  exponentIh = accumulatorExponent(ACCUMULATOR_IH);
  exponentHh = accumulatorExponent(ACCUMULATOR_HH);
  exponentBias = accumulatorExponent(ACCUMULATOR_BIAS);
  exponentBiasHn = accumulatorExponent(ACCUMULATOR_BIAS_HN);
  for (var q = 0u; q < GATES; q++) { gradientBias[q] = bitcast<f32>(state[unitAt + UNIT_BIAS + q]); }
  if (RECURRENT_BIASES == 1u) { gradientBiasHn = bitcast<f32>(state[unitAt + UNIT_BIAS_HN]); }
  for (var at = 0u; at < GATES * INPUTS; at++) { gradientIh[at] = bitcast<f32>(state[unitAt + UNIT_IH + at]); }
  for (var at = 0u; at < GATES * HIDDEN; at++) { gradientHh[at] = bitcast<f32>(state[unitAt + UNIT_HH + at]); }
}

// Called after networkStoreCarry, whose barrier parts it from all reading of exponents.
fn backwardStore() {
  accumulatorStoreExponent(ACCUMULATOR_IH, exponentIh);
  accumulatorStoreExponent(ACCUMULATOR_HH, exponentHh);
  accumulatorStoreExponent(ACCUMULATOR_BIAS, exponentBias);
  accumulatorStoreExponent(ACCUMULATOR_BIAS_HN, exponentBiasHn);
  if (!exists) { return; }
  for (var q = 0u; q < GATES; q++) { state[unitAt + UNIT_BIAS + q] = bitcast<u32>(gradientBias[q]); }
  if (RECURRENT_BIASES == 1u) { state[unitAt + UNIT_BIAS_HN] = bitcast<u32>(gradientBiasHn); }
  for (var at = 0u; at < GATES * INPUTS; at++) { state[unitAt + UNIT_IH + at] = bitcast<u32>(gradientIh[at]); }
  for (var at = 0u; at < GATES * HIDDEN; at++) { state[unitAt + UNIT_HH + at] = bitcast<u32>(gradientHh[at]); }
}
