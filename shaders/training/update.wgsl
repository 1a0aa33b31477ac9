// The end of a training step: the gradient's norm, clipping, and the optimiser's update of every parameter.
// The twin of Training.advance and src/model/training/clip.ts.

const CLIP_EPSILON: f32 = 1e-6;

fn updateRun() {
  // First the largest entry, so that the squares neither overflow nor vanish.
  exchangeGive(vec4f(updateLargestGradient()), vec4f(0.0));
  let largest = exchangeLargest().x;
  let shift = scaledExponentOf(vec4f(largest)).x;
  let down = select(scaledPower1(-shift), 0.0, shift == NO_EXPONENT);
  exchangeGive(vec4f(updateSquares(down)), vec4f(0.0));
  let squares = exchangeSum().x + updateSquaresOfOutputBias(down);
  let norm = scaledNormalised(Scaled(sqrt(squares), gradientExponent + max(shift, -1000)));
  if (running) {
    statistics.peakGradient = scaledLarger(statistics.peakGradient, norm);
    if (WITH_TRACE && unit == 0u) { updateTrace(norm); }
    updateParameters(norm, shift, down);
  }
  // A parameter past the limit ends the run; the units have to agree on that.
  exchangeGive(vec4f(updateLargestParameter()), vec4f(0.0));
  if (running && exchangeLargest().x > LARGEST_PARAMETER) { statisticsEnd(DIVERGED); }
  exchangeSettle();
  updateClearGradients();
}

fn updateParameters(norm: Scaled, shift: i32, down: f32) {
  let factor = updateClipFactor(norm);
  let clipped = scaledNormalised(Scaled(norm.mantissa * factor.mantissa, norm.exponent + factor.exponent));
  if (clipped.exponent >= LARGEST_LOG2_GRADIENT) {
    statisticsEnd(DIVERGED);
    return;
  }
  statisticsUpdate();
  filled = optimizerFill(filled);
  let step = OptimizerStep(network.learningRate, network.momentum, filled);
  // gradient × down lies in [−2, 2]; what brings it to its true size cannot overflow.
  let size = factor.mantissa * scaledPower1(gradientExponent + max(shift, -1000) + factor.exponent);
  for (var q = 0u; q < GATES; q++) {
    for (var k = 0u; k < INPUTS; k++) {
      let at = q * INPUTS + k;
      weightIh[at] = updateOne(weightIh[at], gradientIh[at] * down * size, PARAMETER_IH_AT + laneRow(q, INPUTS) + k, step);
    }
    for (var j = 0u; j < HIDDEN; j++) {
      let at = q * HIDDEN + j;
      weightHh[at] = updateOne(weightHh[at], gradientHh[at] * down * size, PARAMETER_HH_AT + laneRow(q, HIDDEN) + j, step);
    }
    bias[q] = updateOne(bias[q], gradientBias[q] * down * size, PARAMETER_BIAS_AT + laneRow(q, 1u), step);
  }
  if (RECURRENT_BIASES == 1u) {
    biasHn = updateOne(biasHn, gradientBiasHn * down * size, PARAMETER_BIAS_HN_AT + unit, step);
  }
  for (var o = 0u; o < OUTPUTS; o++) {
    weightOut[o] = updateOne(weightOut[o], gradientOut[o] * down * size, PARAMETER_OUT_AT + o * HIDDEN + unit, step);
    let updated = optimizerUpdate(biasOut[o], gradientBiasOut[o] * down * size, momentsOut[o], step);
    biasOut[o] = updated.parameter;
    momentsOut[o] = updated.moments;
  }
  if (HIDDEN > 1u) { laneStoreParameters(); }
}

// One parameter, with its moments in the state.
fn updateOne(parameter: f32, gradient: f32, index: u32, step: OptimizerStep) -> f32 {
  let at = stateAt + STATE_MOMENTS_AT + index;
  var moments = vec2f(0.0);
  if (MOMENTS > 0u) { moments.x = stateFloat(at); }
  if (MOMENTS > 1u) { moments.y = stateFloat(at + PARAMETERS); }
  let updated = optimizerUpdate(parameter, gradient, moments, step);
  if (MOMENTS > 0u) { stateSetFloat(at, updated.moments.x); }
  if (MOMENTS > 1u) { stateSetFloat(at + PARAMETERS, updated.moments.y); }
  return updated.parameter;
}

// min(1, c / (‖g‖ + 10^-6)).
fn updateClipFactor(norm: Scaled) -> Scaled {
  if (network.clipNorm < 0.0) { return Scaled(1.0, 0); }
  let whole = scaledSum(norm, scaledNormalised(Scaled(CLIP_EPSILON, 0)));
  let factor = scaledNormalised(Scaled(network.clipNorm / whole.mantissa, -whole.exponent));
  if (factor.exponent >= 0) { return Scaled(1.0, 0); }
  return factor;
}

fn updateLargestGradient() -> f32 {
  var largest = abs(gradientBiasHn);
  for (var q = 0u; q < GATES; q++) {
    largest = max(largest, abs(gradientBias[q]));
    for (var k = 0u; k < INPUTS; k++) { largest = max(largest, abs(gradientIh[q * INPUTS + k])); }
    for (var j = 0u; j < HIDDEN; j++) { largest = max(largest, abs(gradientHh[q * HIDDEN + j])); }
  }
  for (var o = 0u; o < OUTPUTS; o++) { largest = max(largest, max(abs(gradientOut[o]), abs(gradientBiasOut[o]))); }
  return largest;
}

fn updateSquares(down: f32) -> f32 {
  var sum = updateSquare(gradientBiasHn * down);
  for (var q = 0u; q < GATES; q++) {
    sum += updateSquare(gradientBias[q] * down);
    for (var k = 0u; k < INPUTS; k++) { sum += updateSquare(gradientIh[q * INPUTS + k] * down); }
    for (var j = 0u; j < HIDDEN; j++) { sum += updateSquare(gradientHh[q * HIDDEN + j] * down); }
  }
  for (var o = 0u; o < OUTPUTS; o++) { sum += updateSquare(gradientOut[o] * down); }
  return sum;
}

fn updateSquare(x: f32) -> f32 { return x * x; }

fn updateSquaresOfOutputBias(down: f32) -> f32 {
  var sum = 0.0;
  for (var o = 0u; o < OUTPUTS; o++) { sum += updateSquare(gradientBiasOut[o] * down); }
  return sum;
}

fn updateLargestParameter() -> f32 {
  var largest = abs(biasHn);
  for (var q = 0u; q < GATES; q++) {
    largest = max(largest, abs(bias[q]));
    for (var k = 0u; k < INPUTS; k++) { largest = max(largest, abs(weightIh[q * INPUTS + k])); }
    for (var j = 0u; j < HIDDEN; j++) { largest = max(largest, abs(weightHh[q * HIDDEN + j])); }
  }
  for (var o = 0u; o < OUTPUTS; o++) { largest = max(largest, max(abs(weightOut[o]), abs(biasOut[o]))); }
  return largest;
}

fn updateClearGradients() {
  gradientBiasHn = 0.0;
  for (var q = 0u; q < GATES; q++) {
    gradientBias[q] = 0.0;
    for (var k = 0u; k < INPUTS; k++) { gradientIh[q * INPUTS + k] = 0.0; }
    for (var j = 0u; j < HIDDEN; j++) { gradientHh[q * HIDDEN + j] = 0.0; }
  }
  for (var o = 0u; o < OUTPUTS; o++) {
    gradientOut[o] = 0.0;
    gradientBiasOut[o] = 0.0;
  }
  gradientExponent = 0;
}

fn updateTrace(norm: Scaled) {
  let at = statistics.step * TRACE_STRIDE + 2u;
  trace[at] = bitcast<u32>(norm.mantissa);
  trace[at + 1u] = bitcast<u32>(norm.exponent);
}
