// Backpropagation through time in training, last step first; the twin of GradientEvaluator.backward.
// δ_t = φ'(a_t) ∘ ∂L/∂h_t goes into the gradients of all parameters, ∂L/∂h_(t−1) = W_hhᵀ δ_t on to the step before.

// From the power of two of `carry` to that of the gradients; it changes only where one of them does.
var<private> carryFactor: vec4f;

// Steps firstT … lastT downwards; `carry` is ∂L/∂h_firstT and becomes ∂L/∂h_(lastT−1).
fn backwardRun(group: u32, firstT: u32, lastT: u32) {
  backwardFactor();
  for (var t = exchangeWayBack(firstT); t >= lastT; t--) {
    let runs = exchangeIsAt(t);
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

fn backwardFactor() { carryFactor = scaledPower(carryExponent - vec4i(gradientExponent)); }

fn backwardStep(delta: vec4f, t: u32, group: u32) {
  let largest = exchangeLargest();
  var toRecurrent = delta * carryFactor;
  if (!ACTIVATION_BOUNDED) {
    let exponent = carryExponent + tapeExponent[laneTapeExponentAt(t - 1u)];
    readoutLift(exponent, largest);
    backwardFactor();
    toRecurrent = delta * scaledPower(exponent - vec4i(gradientExponent));
  }
  let toInput = delta * carryFactor;
  gradientBias += dot(toInput, vec4f(1.0));
  for (var k = 0u; k < INPUTS; k++) {
    gradientIh[k] += dot(toInput, taskPrepared(t, network.unroll, k, group));
  }
  carry = exchangeTimesColumn(toRecurrent);

  // What has become large or small is brought to [1, 2); all units see the same largest |δ|, so they agree.
  // A loop and not an if: it is rare, and software adapters go through the body of every if.
  var far = (largest > vec4f(1024.0)) | ((largest < vec4f(0.0009765625)) & (largest > vec4f(0.0)));
  while (any(far)) {
    let shift = select(vec4i(0), scaledExponentOf(largest), far);
    carry *= select(scaledPower(-shift), vec4f(0.0), shift == vec4i(NO_EXPONENT));
    carryExponent += max(shift, vec4i(-126));
    readoutLift(carryExponent, largest);
    backwardFactor();
    far = vec4<bool>(false);
  }
}
