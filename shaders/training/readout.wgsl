// The readout in training: loss, the readout's own gradients and ∂L/∂h_T; the twin of src/model/readout.ts.

// `carry` is s_T and becomes ∂L/∂s_T, of which only h_T's part is not zero; after the last group the loss is known.
fn readoutRun(group: u32) {
  forwardGiveState(network.unroll);
  let isTest = slice.isTest == 1u;
  if (group == select(0u, GROUPS, isTest)) { squaredError = Scaled(0.0, NO_EXPONENT); }
  if (running) { readoutStep(group); }
  if (running && group == select(GROUPS, DATA_GROUPS, isTest) - 1u) {
    let terms = f32(select(BATCH, TEST_BATCH, isTest) * OUTPUTS);
    let loss = scaledNormalised(Scaled(squaredError.mantissa / terms, squaredError.exponent));
    if (isTest) {
      statisticsTest(loss);
    } else {
      if (WITH_TRACE && unit == 0u) { readoutTrace(loss); }
      statisticsLoss(loss);
    }
  }
}

fn readoutStep(group: u32) {
  let plain = scaledPower(-carryExponent);
  let mask = bindingsMask(group);
  var residual: array<vec4f, OUTPUTS>;
  var largest = vec4f(0.0);
  for (var o = 0u; o < OUTPUTS; o++) {
    residual[o] = (exchangeOutput(o) + (biasOut[o] - targets[o]) * plain) * mask;
    largest = max(largest, abs(residual[o]));
  }
  // Residuals far from 1 are brought to [1, 2), so that their squares neither overflow nor vanish.
  let far = (largest > vec4f(1024.0)) | ((largest < vec4f(0.0009765625)) & (largest > vec4f(0.0)));
  let shift = select(vec4i(0), scaledExponentOf(largest), far);
  let down = select(scaledPower(-shift), vec4f(0.0), shift == vec4i(NO_EXPONENT));
  let exponent = carryExponent + max(shift, vec4i(-126));

  // ∂L/∂y = 2 (y − target) / (B·O).
  let perOutput = 2.0 / f32(BATCH * OUTPUTS);
  readoutLift(exponent + carryExponent, largest);
  let toBias = perOutput * scaledPower(exponent - vec4i(gradientExponent));
  let toWeights = carry[0] * perOutput * scaledPower(exponent + carryExponent - vec4i(gradientExponent));
  var squares = vec4f(0.0);
  var gradient = vec4f(0.0);
  for (var o = 0u; o < OUTPUTS; o++) {
    let r = residual[o] * down;
    squares += r * r;
    gradient += perOutput * weightOut[o] * r;
    gradientOut[o] += dot(r, toWeights);
    gradientBiasOut[o] += dot(r, toBias);
  }
  // Sequences without an error (the padding of a batch among them) must not drown those with a tiny one.
  let counted = select(exponent, vec4i(NO_EXPONENT), largest == vec4f(0.0));
  let most = max(max(counted.x, counted.y), max(counted.z, counted.w));
  let sum = dot(squares, scaledPower(2 * (exponent - vec4i(most))));
  squaredError = scaledSum(squaredError, scaledNormalised(Scaled(sum, 2 * most)));
  carry[0] = gradient;
  for (var part = 1u; part < PARTS; part++) { carry[part] = vec4f(0.0); }
  carryExponent = exponent;
}

// Brings all gradients under a larger power of two where terms of these exponents are to come; sequences whose `size` is
// zero bring none. All units are given the same numbers, so they agree.
fn readoutLift(exponents: vec4i, size: vec4f) {
  let terms = select(exponents, vec4i(NO_EXPONENT), size == vec4f(0.0));
  let largest = max(max(terms.x, terms.y), max(terms.z, terms.w));
  // A loop and not an if: it is rare, and software adapters go through the body of every if.
  while (largest > gradientExponent) {
    let shrink = scaledPower1(gradientExponent - largest);
    gradientExponent = largest;
    for (var q = 0u; q < GATES; q++) {
      gradientBias[q] *= shrink;
      for (var k = 0u; k < INPUTS; k++) { gradientIh[q * INPUTS + k] *= shrink; }
      for (var j = 0u; j < HIDDEN; j++) { gradientHh[q * HIDDEN + j] *= shrink; }
    }
    gradientBiasHn *= shrink;
    for (var o = 0u; o < OUTPUTS; o++) {
      gradientOut[o] *= shrink;
      gradientBiasOut[o] *= shrink;
    }
  }
}

fn readoutTrace(loss: Scaled) {
  let at = statistics.step * TRACE_STRIDE;
  trace[at] = bitcast<u32>(loss.mantissa);
  trace[at + 1u] = bitcast<u32>(loss.exponent);
}
