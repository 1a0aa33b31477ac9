// Backpropagation through time in training, last step first; the twin of GradientEvaluator.backward.
// The cell's δ_t goes into the gradients of all parameters, W_hhᵀ δ_t and what passes it by on to the step before.

// From the power of two of `carry` to that of the gradients; it changes only where one of them does.
var<private> carryFactor: vec4f;

// Steps firstT … lastT downwards; `carry` is ∂L/∂s_firstT and becomes ∂L/∂s_(lastT−1).
fn backwardRun(group: u32, firstT: u32, lastT: u32) {
  backwardFactor();
  let first = exchangeWayBack(firstT);
  var seen: CellPlain;
  // One turn more than there are steps: the first one only looks at step firstT, as each looks at the one before it.
  for (var t = first + 1u; t >= lastT; t--) {
    let runs = t <= first && exchangeIsAt(t);
    let before = forwardSeen(t - 1u);
    var step: PlainBackward;
    if (runs) { step = backwardUnit(seen, before.state, t); }
    exchangeGiveDelta(step.recurrent, before.state[0], backwardSize(step));
    if (runs) { backwardStep(step, t, group); }
    seen = before;
  }
}

fn backwardFactor() { carryFactor = scaledPower(carryExponent - vec4i(gradientExponent)); }

// This unit's part of a step back; of a sequence that has ended before t all stays as it is.
fn backwardUnit(seen: CellPlain, before: PlainState, t: u32) -> PlainBackward {
  var step = cellPlainBackward(seen, before, carry);
  if (WITH_LENGTHS) {
    let goesOn = vec4u(t) <= lengths;
    for (var q = 0u; q < GATES; q++) {
      step.recurrent[q] = select(vec4f(0.0), step.recurrent[q], goesOn);
      step.input[q] = select(vec4f(0.0), step.input[q], goesOn);
    }
    for (var part = 0u; part < PARTS; part++) { step.direct[part] = select(carry[part], step.direct[part], goesOn); }
  }
  return step;
}

// The size of what a unit passes back.
fn backwardSize(step: PlainBackward) -> vec4f {
  var size = abs(step.recurrent[0]);
  for (var q = 1u; q < GATES; q++) { size = max(size, abs(step.recurrent[q])); }
  if (HAS_DIRECT_PATH || WITH_LENGTHS) {
    for (var part = 0u; part < PARTS; part++) { size = max(size, abs(step.direct[part])); }
  }
  return size;
}

fn backwardStep(step: PlainBackward, t: u32, group: u32) {
  let largest = exchangeLargestDelta();
  var toRecurrent = step.recurrent;
  if (!ACTIVATION_BOUNDED) {
    let exponent = carryExponent + tapeExponent[laneTapeExponentAt(t - 1u)];
    readoutLift(exponent, largest);
    backwardFactor();
    toRecurrent[0] *= scaledPower(exponent - vec4i(gradientExponent));
  } else {
    for (var q = 0u; q < GATES; q++) { toRecurrent[q] *= carryFactor; }
  }
  for (var q = 0u; q < GATES; q++) { gradientBias[q] += dot(step.input[q], carryFactor); }
  if (RECURRENT_BIASES == 1u) { gradientBiasHn += dot(step.recurrent[RECURRENT_BIAS_GATE], carryFactor); }
  for (var k = 0u; k < INPUTS; k++) {
    let toInput = taskPrepared(t, network.unroll, k, group) * carryFactor;
    for (var q = 0u; q < GATES; q++) { gradientIh[q * INPUTS + k] += dot(step.input[q], toInput); }
  }
  let throughWeights = exchangeTimesColumn(toRecurrent);
  if (HAS_DIRECT_PATH || WITH_LENGTHS) {
    carry = step.direct;
    carry[0] += throughWeights;
  } else {
    carry[0] = throughWeights;
  }

  // What has become large or small is brought to [1, 2); all units see the same largest size, so they agree.
  // A loop and not an if: it is rare, and software adapters go through the body of every if.
  var far = (largest > vec4f(1024.0)) | ((largest < vec4f(0.0009765625)) & (largest > vec4f(0.0)));
  while (any(far)) {
    let shift = select(vec4i(0), scaledExponentOf(largest), far);
    let factor = select(scaledPower(-shift), vec4f(0.0), shift == vec4i(NO_EXPONENT));
    for (var part = 0u; part < PARTS; part++) { carry[part] *= factor; }
    carryExponent += max(shift, vec4i(-126));
    readoutLift(carryExponent, largest);
    backwardFactor();
    far = vec4<bool>(false);
  }
}
