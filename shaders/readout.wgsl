// The readout of four sequences: loss, the readout's own gradients and ∂L/∂h_T; the twin of src/model/readout.ts.

var<private> exponentOut: i32;
var<private> exponentOutBias: i32;

@compute @workgroup_size(WORKGROUP_SIZE)
fn readoutMain(
  @builtin(local_invocation_index) lane: u32,
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  networkBegin(lane, workgroup, workgroups);
  let state = exchangeShare(networkLoadCarry()[0], vec4f(0.0));
  exponentOut = accumulatorExponent(ACCUMULATOR_OUT);
  exponentOutBias = accumulatorExponent(ACCUMULATOR_OUT_BIAS);
  // Only h_T is read: the readout asks nothing of the other parts of the state.
  var gradient: State4;
  for (var part = 0u; part < PARTS; part++) { gradient[part] = CELL_ZERO; }
  gradient[0] = scaledNormalised4(readoutGradient(state));
  networkStoreCarry(gradient);
  accumulatorStoreExponent(ACCUMULATOR_OUT, exponentOut);
  accumulatorStoreExponent(ACCUMULATOR_OUT_BIAS, exponentOutBias);
  // Past its end the state of a shorter sequence stays as it is, and so does the gradient.
  networkAddSquares(gradient, SUM_LAST, network.unroll, exists, true);
}

// y = W_out h_T + b_out, its squared error, the readout's gradients; returns this unit's ∂L/∂h_T.
fn readoutGradient(hidden: Scaled4) -> Scaled4 {
  let mask = bindingsMask(slice.group);
  let outAt = weightsAt + WEIGHT_OUT_AT;
  let outBiasAt = weightsAt + WEIGHT_OUT_BIAS_AT;
  var absolute = vec4f(0.0);
  for (var j = 0u; j < HIDDEN; j++) { absolute += abs(exchangeVector(j)); }
  networkAddToSum(SUM_ABSOLUTE_STATE, Scaled4(absolute * mask, hidden.exponent));

  // y − target takes the larger power of two of its parts.
  var plainPart = vec4f(0.0);
  for (var o = 0u; o < OUTPUTS; o++) {
    plainPart = max(plainPart, max(abs(data[o * DATA_GROUPS + slice.group]), vec4f(abs(weights[outBiasAt + o]))));
  }
  let exponent = max(hidden.exponent, scaledExponentOf(plainPart));
  let stateFactor = network.readoutScale * scaledPower(hidden.exponent - exponent);
  let plainFactor = scaledPower(-exponent);
  var residual: array<vec4f, OUTPUTS>;
  var largest = vec4f(0.0);
  for (var o = 0u; o < OUTPUTS; o++) {
    var y = vec4f(0.0);
    for (var j = 0u; j < HIDDEN; j++) { y += weights[outAt + o * HIDDEN + j] * exchangeVector(j); }
    y = y * stateFactor + weights[outBiasAt + o] * plainFactor;
    if (WITH_TRACE && unit == 0u && exists) {
      stateTrace4(TRACE_OUTPUTS_AT + (o * GROUPS + slice.group) * 8u, Scaled4(y, exponent));
    }
    residual[o] = (y - data[o * DATA_GROUPS + slice.group] * plainFactor) * mask;
    largest = max(largest, abs(residual[o]));
  }

  // Residuals are brought to [1, 2), so that their squares neither overflow nor vanish.
  let shift = scaledExponentOf(largest);
  let residualExponent = scaledExponentSum(exponent, shift);
  let down = select(scaledPower(-shift), vec4f(0.0), shift == vec4i(NO_EXPONENT));
  let lift = accumulatorLift(exponentOut, scaledExponentSum(residualExponent, hidden.exponent));
  let liftBias = accumulatorLift(exponentOutBias, residualExponent);
  exponentOut = lift.exponent;
  exponentOutBias = liftBias.exponent;
  // ∂L/∂y = 2 (y − target) / (B·O).
  let perOutput = 2.0 / f32(BATCH * OUTPUTS);
  let toWeights = perOutput * lift.terms * hidden.mantissa;
  var squares = vec4f(0.0);
  var gradient = vec4f(0.0);
  for (var o = 0u; o < OUTPUTS; o++) {
    let r = residual[o] * down;
    squares += r * r;
    gradient += perOutput * network.readoutScale * weights[outAt + o * HIDDEN + unit] * r;
    if (exists) {
      readoutAdd(unitAt + UNIT_OUT + o, lift.shrink, dot(r, toWeights));
      if (unit == 0u) {
        readoutAdd(stateAt + STATE_OUT_BIAS_AT + o, liftBias.shrink, perOutput * dot(r, liftBias.terms));
      }
    }
  }
  networkAddToSum(SUM_SQUARED_ERROR, Scaled4(squares, scaledExponentSum(residualExponent, residualExponent)));
  return Scaled4(gradient, residualExponent);
}

// One entry of an accumulator in the state; each has one unit that writes it.
fn readoutAdd(at: u32, shrink: f32, term: f32) {
  state[at] = bitcast<u32>(bitcast<f32>(state[at]) * shrink + term);
}
