// Backpropagation through time in training, last step first; the twin of GradientEvaluator.backward.
// δ_t = φ'(a_t) ∘ ∂L/∂h_t goes into the gradients of all parameters, ∂L/∂h_(t−1) = W_hhᵀ δ_t on to the step before.

// Steps firstT … lastT downwards; `carry` is ∂L/∂h_firstT and becomes ∂L/∂h_(lastT−1).
fn backwardRun(group: u32, firstT: u32, lastT: u32) {
  for (var t = firstT; t >= lastT; t--) {
    let runs = running && t <= network.unroll;
    var delta = vec4f(0.0);
    var before = ActivationBoth(vec4f(0.0), vec4f(0.0));
    if (runs) {
      delta = carry * slope;
      before = forwardBoth(t - 1u);
    }
    exchangeGive(delta, before.value);
    if (runs) {
      backwardStep(delta, t, group);
      slope = before.slope;
    }
  }
}

fn backwardStep(delta: vec4f, t: u32, group: u32) {
  var stateExponent = vec4i(0);
  if (!ACTIVATION_BOUNDED) { stateExponent = tapeExponent[laneTapeExponentAt(t - 1u)]; }
  let largest = exchangeLargest();
  readoutLift(carryExponent + stateExponent, largest);
  let toInput = delta * scaledPower(carryExponent - vec4i(gradientExponent));
  gradientBias += dot(toInput, vec4f(1.0));
  for (var k = 0u; k < INPUTS; k++) {
    gradientIh[k] += dot(toInput, taskPrepared(t, network.unroll, k, group));
  }
  var toRecurrent = toInput;
  if (!ACTIVATION_BOUNDED) { toRecurrent = delta * scaledPower(carryExponent + stateExponent - vec4i(gradientExponent)); }
  carry = exchangeTimesColumn(toRecurrent);

  // What has become large or small is brought to [1, 2); all units see the same largest |δ|, so they agree.
  let far = (largest > vec4f(1024.0)) | ((largest < vec4f(0.0009765625)) & (largest > vec4f(0.0)));
  let shift = select(vec4i(0), scaledExponentOf(largest), far);
  carry *= select(scaledPower(-shift), vec4f(0.0), shift == vec4i(NO_EXPONENT));
  carryExponent += max(shift, vec4i(-126));
}
