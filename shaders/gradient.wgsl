// Loss and gradients of a network, the twin of src/model/gradient.ts.
// One lane per unit, four sequences of the batch per lane. A network is a small state machine: each micro-step (one
// time step, mostly) has three parts, between which the units of a network exchange what they have (exchange/), so a
// dispatch can stop after any number of micro-steps and the next one goes on bit by bit where it stopped.

// Where this lane stands. All lanes of a network hold the same phase, time, exponents and sums.
var<private> unit: u32;
var<private> place: u32;
var<private> network: Network;
var<private> weightsAt: u32;
var<private> phase: u32;
var<private> t: u32;
var<private> group: u32;
var<private> iteration: u32;

// The unit's part of the vector on its way: W_hh h, ∂L/∂h or a tangent; × 2^carryExponent.
var<private> carry: vec4f;
var<private> carryExponent: vec4i;
var<private> stateExponent: vec4i;
// What the unit shares in this micro-step.
var<private> pending: Scaled4;
var<private> commonExponent: vec4i;

// Gradient accumulators: the unit's row (weight_out: its column) of every parameter.
var<private> exponentIh: i32;
var<private> exponentHh: i32;
var<private> exponentBias: i32;
var<private> exponentOut: i32;
var<private> exponentOutBias: i32;
var<private> gradientBias: f32;
var<private> gradientIh: array<f32, INPUTS>;
var<private> gradientOut: array<f32, OUTPUTS>;
var<private> gradientOutBias: array<f32, OUTPUTS>;
var<private> gradientHh: array<f32, HIDDEN>;
var<private> sums: array<Scaled, 5>;

// Lanczos' vectors and numbers; JᵀJ is measured in units of 2^lanczosExponent.
var<private> vector: vec4f;
var<private> previousVector: vec4f;
var<private> lanczosExponent: vec4i;
var<private> beta: vec4f;
var<private> largestAlpha: vec4f;

// Takes up the network at a place of the tile where the last dispatch left it.
fn gradientBegin(at: u32, ofUnit: u32) {
  place = at;
  unit = ofUnit;
  network = networks[place];
  weightsAt = network.replicate * WEIGHT_STRIDE;
  if (slice.isFirst == 1u) { gradientStateClear(); } else { gradientStateLoad(); }
  // The readout reads h_T from the exchange, which a new dispatch finds empty.
  exchangeGive(carry, vec4f(0.0));
}

// This unit's element of row t of the tape.
fn gradientTapeAt(step: u32) -> u32 {
  // Single units: neighbouring lanes are neighbouring networks. Otherwise: neighbouring units of one network.
  if (HIDDEN == 1u) { return step * slice.networks + place; }
  return (place * (slice.longestUnroll + 1u) + step) * HIDDEN + unit;
}

// Row t of the tape's exponents: the pre-activation's, and after it the state's.
fn gradientTapeExponentAt(step: u32) -> u32 {
  if (HIDDEN == 1u) { return 2u * (step * slice.networks + place); }
  return 2u * (place * (slice.longestUnroll + 1u) + step);
}

// First third of a micro-step: what this unit has to share.
fn gradientCompute() {
  switch (phase) {
    case PHASE_START: {
      pending = Scaled4(data[DATA_INITIAL_AT + unit * GROUPS + group], vec4i(0));
    }
    case PHASE_FORWARD: { gradientForward(); }
    case PHASE_READOUT: { gradientReadout(); }
    case PHASE_BACKWARD, PHASE_TANGENT, PHASE_ADJOINT: {
      let preExponent = tapeExponent[gradientTapeExponentAt(t)];
      pending = cellThroughActivation(Scaled4(carry, carryExponent), tape[gradientTapeAt(t)], preExponent);
    }
    case PHASE_NORM, PHASE_LANCZOS_ALPHA: { pending = Scaled4(carry, carryExponent); }
    case PHASE_TANGENT_START: {
      if (iteration == 0u) { jacobianStartVector(); }
      pending = Scaled4(vector, vec4i(0));
    }
    case PHASE_LANCZOS_BETA: { pending = Scaled4(carry, vec4i(0)); }
    default: {}
  }
}

// Second third: all units of a network agree on one power of two and give their parts under it.
fn gradientShare() {
  commonExponent = exchangeLargestExponent();
  let isZero = commonExponent < vec4i(ZERO_BELOW);
  let down = scaledPower(pending.exponent - commonExponent);
  pending.mantissa = select(pending.mantissa * down, vec4f(0.0), isZero);
  var vectorPart = pending.mantissa;
  var statePart = vec4f(0.0);
  switch (phase) {
    case PHASE_BACKWARD: { statePart = gradientHiddenAt(t - 1u); }
    case PHASE_LANCZOS_ALPHA: { statePart = vector; }
    case PHASE_FINISH: { vectorPart = gradientSquares(); }
    default: {}
  }
  exchangeGive(vectorPart, statePart);
}

// Last third: what follows from the shared vector, and where the network stands next.
fn gradientConsume() {
  switch (phase) {
    case PHASE_START: {
      stateExponent = commonExponent;
      tape[gradientTapeAt(0u)] = pending.mantissa;
      if (unit == 0u) { tapeExponent[gradientTapeExponentAt(0u) + 1u] = commonExponent; }
      carry = gradientTimesRow();
      t = 1u;
      phase = PHASE_FORWARD;
    }
    case PHASE_FORWARD: {
      stateExponent = commonExponent;
      if (unit == 0u) { tapeExponent[gradientTapeExponentAt(t) + 1u] = commonExponent; }
      if (t < network.unroll) {
        carry = gradientTimesRow();
        t++;
      } else {
        carry = pending.mantissa;
        phase = PHASE_READOUT;
      }
    }
    case PHASE_READOUT, PHASE_NORM: {
      carry = pending.mantissa;
      carryExponent = commonExponent;
      gradientNorm();
      if (t > 0u) { phase = PHASE_BACKWARD; } else { gradientEndGroup(); }
    }
    case PHASE_BACKWARD: {
      carryExponent = commonExponent;
      gradientAccumulate();
      t--;
      if (t == 0u || WITH_TRACE) { phase = PHASE_NORM; }
    }
    case PHASE_TANGENT_START: {
      carryExponent = commonExponent;
      carry = gradientTimesRow();
      t = 1u;
      phase = PHASE_TANGENT;
    }
    case PHASE_TANGENT: {
      carryExponent = commonExponent;
      if (t < network.unroll) {
        carry = gradientTimesRow();
        t++;
      } else {
        carry = pending.mantissa;
        phase = PHASE_ADJOINT;
      }
    }
    case PHASE_ADJOINT: {
      carryExponent = commonExponent;
      carry = gradientTimesColumn();
      t--;
      if (t == 0u) { phase = PHASE_LANCZOS_ALPHA; }
    }
    case PHASE_LANCZOS_ALPHA: { jacobianAlpha(); }
    case PHASE_LANCZOS_BETA: { jacobianBeta(); }
    case PHASE_LANCZOS_END: { jacobianEnd(); }
    case PHASE_FINISH: { gradientFinish(); }
    default: {}
  }
}

// (W_hh v)_i for the shared vector v.
fn gradientTimesRow() -> vec4f {
  // Transposed, so that neighbouring lanes read neighbouring weights.
  let at = weightsAt + WEIGHT_HH_TRANSPOSED_AT + unit;
  var sum = vec4f(0.0);
  for (var j = 0u; j < HIDDEN; j++) { sum += weights[at + j * HIDDEN] * exchangeVector(j); }
  return network.recurrentScale * sum;
}

// (W_hhᵀ v)_i for the shared vector v.
fn gradientTimesColumn() -> vec4f {
  let at = weightsAt + WEIGHT_HH_AT + unit;
  var sum = vec4f(0.0);
  for (var j = 0u; j < HIDDEN; j++) { sum += weights[at + j * HIDDEN] * exchangeVector(j); }
  return network.recurrentScale * sum;
}

// h_t of this unit and the tape's row of it.
fn gradientForward() {
  var input = vec4f(network.biasScale * weights[weightsAt + WEIGHT_BIAS_AT + unit]);
  var largestInput = vec4f(0.0);
  for (var k = 0u; k < INPUTS; k++) {
    let x = taskInput(t, network.unroll, k, group);
    largestInput = max(largestInput, abs(x));
    input += network.inputScale * weights[weightsAt + WEIGHT_IH_AT + unit * INPUTS + k] * x;
  }
  // A bound on every unit's input, so that all lanes find the same power of two without asking each other.
  let bound = f32(INPUTS) * abs(network.inputScale) * weights[weightsAt + WEIGHT_LARGEST_IH_AT] * largestInput
    + vec4f(abs(network.biasScale) * weights[weightsAt + WEIGHT_LARGEST_BIAS_AT]);
  let step = cellForward(carry, stateExponent, input, scaledExponentOf(bound));
  tape[gradientTapeAt(t)] = step.pre;
  if (unit == 0u) { tapeExponent[gradientTapeExponentAt(t)] = step.preExponent; }
  pending = step.state;
}

// This unit's h_t as a mantissa under the network's common power of two, recomputed from the tape.
fn gradientHiddenAt(step: u32) -> vec4f {
  let row = tape[gradientTapeAt(step)];
  if (step == 0u) { return row; }
  let value = activationValue(row, tapeExponent[gradientTapeExponentAt(step)]);
  return value.mantissa * scaledPower(value.exponent - tapeExponent[gradientTapeExponentAt(step) + 1u]);
}

// y = W_out h_T + b_out, its squared error, the readout's gradients, and this unit's ∂L/∂h_T.
fn gradientReadout() {
  let mask = bindingsMask(group);
  var absolute = vec4f(0.0);
  for (var j = 0u; j < HIDDEN; j++) { absolute += abs(exchangeVector(j)); }
  sums[3] = scaledSum4(sums[3], Scaled4(absolute * mask, stateExponent));

  let outAt = weightsAt + WEIGHT_OUT_AT;
  let outBiasAt = weightsAt + WEIGHT_OUT_BIAS_AT;
  var plainPart = vec4f(0.0);
  for (var o = 0u; o < OUTPUTS; o++) {
    plainPart = max(plainPart, max(abs(data[o * GROUPS + group]), vec4f(abs(weights[outBiasAt + o]))));
  }
  let exponent = max(stateExponent, scaledExponentOf(plainPart));
  let stateFactor = network.readoutScale * scaledPower(stateExponent - exponent);
  let plainFactor = scaledPower(-exponent);
  var residual: array<vec4f, OUTPUTS>;
  var largest = vec4f(0.0);
  for (var o = 0u; o < OUTPUTS; o++) {
    var y = vec4f(0.0);
    for (var j = 0u; j < HIDDEN; j++) { y += weights[outAt + o * HIDDEN + j] * exchangeVector(j); }
    y = y * stateFactor + weights[outBiasAt + o] * plainFactor;
    if (WITH_TRACE && unit == 0u) { bindingsTrace4(TRACE_OUTPUTS_AT + (o * GROUPS + group) * 8u, Scaled4(y, exponent)); }
    residual[o] = (y - data[o * GROUPS + group] * plainFactor) * mask;
    largest = max(largest, abs(residual[o]));
  }
  // Residuals are brought to [1, 2), so that their squares neither overflow nor vanish.
  let shift = scaledExponentOf(largest);
  let residualExponent = scaledExponentSum(exponent, shift);
  let down = select(scaledPower(-shift), vec4f(0.0), shift == vec4i(NO_EXPONENT));
  let lift = accumulatorLift(exponentOut, scaledExponentSum(residualExponent, stateExponent));
  let liftBias = accumulatorLift(exponentOutBias, residualExponent);
  exponentOut = lift.exponent;
  exponentOutBias = liftBias.exponent;
  // ∂L/∂y = 2 (y − target) / (B·O).
  let perOutput = 2.0 / f32(BATCH * OUTPUTS);
  let toWeights = perOutput * lift.terms * exchangeVector(unit);
  var squares = vec4f(0.0);
  var gradient = vec4f(0.0);
  for (var o = 0u; o < OUTPUTS; o++) {
    let r = residual[o] * down;
    squares += r * r;
    gradientOut[o] = gradientOut[o] * lift.shrink + dot(r, toWeights);
    gradientOutBias[o] = gradientOutBias[o] * liftBias.shrink + perOutput * dot(r, liftBias.terms);
    gradient += perOutput * network.readoutScale * weights[outAt + o * HIDDEN + unit] * r;
  }
  sums[0] = scaledSum4(sums[0], Scaled4(squares, scaledExponentSum(residualExponent, residualExponent)));
  pending = Scaled4(gradient, residualExponent);
}

// ‖∂L/∂s_t‖² of these four sequences, for t = 0, t = T and, when a network is inspected, every t.
fn gradientNorm() {
  var squares = vec4f(0.0);
  for (var j = 0u; j < HIDDEN; j++) { squares += exchangeVector(j) * exchangeVector(j); }
  let terms = Scaled4(squares, scaledExponentSum(commonExponent, commonExponent));
  if (t == 0u) { sums[1] = scaledSum4(sums[1], terms); }
  if (t == network.unroll) { sums[2] = scaledSum4(sums[2], terms); }
  if (WITH_TRACE && unit == 0u) {
    let at = TRACE_STEPS_AT + 2u * t;
    let before = Scaled(bitcast<f32>(trace[at]), bitcast<i32>(trace[at + 1u]));
    let sum = scaledSum4(before, terms);
    trace[at] = bitcast<u32>(sum.mantissa);
    trace[at + 1u] = bitcast<u32>(sum.exponent);
  }
}

// δ_t into the accumulators, and ∂L/∂h_(t−1) = W_hhᵀ δ_t into carry.
fn gradientAccumulate() {
  let delta = pending.mantissa;
  let liftBias = accumulatorLift(exponentBias, commonExponent);
  exponentBias = liftBias.exponent;
  gradientBias = gradientBias * liftBias.shrink + dot(delta, liftBias.terms);

  var largestInput = vec4f(0.0);
  for (var k = 0u; k < INPUTS; k++) { largestInput = max(largestInput, abs(taskInput(t, network.unroll, k, group))); }
  let inputExponent = scaledExponentOf(largestInput);
  // Only a term that is not zero may lift an accumulator: the one that counts may be far smaller.
  let liftIh = accumulatorLift(exponentIh, scaledExponentSum(commonExponent, inputExponent));
  exponentIh = liftIh.exponent;
  let toIh = delta * liftIh.terms * scaledPower(-inputExponent);
  for (var k = 0u; k < INPUTS; k++) {
    gradientIh[k] = gradientIh[k] * liftIh.shrink + dot(toIh, taskInput(t, network.unroll, k, group));
  }

  let liftHh = accumulatorLift(exponentHh, scaledExponentSum(commonExponent, tapeExponent[gradientTapeExponentAt(t - 1u) + 1u]));
  exponentHh = liftHh.exponent;
  if (liftHh.shrink != 1.0) {
    for (var j = 0u; j < HIDDEN; j++) { gradientHh[j] *= liftHh.shrink; }
  }
  let toHh = delta * liftHh.terms;
  let at = weightsAt + WEIGHT_HH_AT + unit;
  var sum = vec4f(0.0);
  for (var j = 0u; j < HIDDEN; j++) {
    sum += weights[at + j * HIDDEN] * exchangeVector(j);
    gradientHh[j] += dot(toHh, exchangeState(j));
  }
  carry = network.recurrentScale * sum;
}

fn gradientEndGroup() {
  if (WITH_JACOBIAN) {
    iteration = 0u;
    phase = PHASE_TANGENT_START;
  } else {
    gradientNextGroup();
  }
}

fn gradientNextGroup() {
  group++;
  phase = select(PHASE_FINISH, PHASE_START, group < GROUPS);
}

// Squared norms of this unit's rows: weight_ih, weight_hh, bias, weight_out.
fn gradientSquares() -> vec4f {
  var squares = vec4f(0.0, 0.0, gradientBias * gradientBias, 0.0);
  for (var k = 0u; k < INPUTS; k++) { squares.x += gradientIh[k] * gradientIh[k]; }
  for (var j = 0u; j < HIDDEN; j++) { squares.y += gradientHh[j] * gradientHh[j]; }
  for (var o = 0u; o < OUTPUTS; o++) { squares.w += gradientOut[o] * gradientOut[o]; }
  return squares;
}

// The network's results and its canaries, written by one lane.
fn gradientFinish() {
  phase = PHASE_DONE;
  if (unit != 0u) { return; }
  var squares = vec4f(0.0);
  for (var j = 0u; j < HIDDEN; j++) { squares += exchangeVector(j); }
  var outBias = 0.0;
  for (var o = 0u; o < OUTPUTS; o++) { outBias += gradientOutBias[o] * gradientOutBias[o]; }
  for (var number = 0u; number < 5u; number++) { bindingsResult(network.place, number, sums[number]); }
  bindingsResult(network.place, 5u, Scaled(squares.x, 2 * exponentIh));
  bindingsResult(network.place, 6u, Scaled(squares.y, 2 * exponentHh));
  bindingsResult(network.place, 7u, Scaled(squares.z, 2 * exponentBias));
  bindingsResult(network.place, 8u, Scaled(squares.w, 2 * exponentOut));
  bindingsResult(network.place, 9u, Scaled(outBias, 2 * exponentOutBias));
  bindingsCanary(network.place);
}
