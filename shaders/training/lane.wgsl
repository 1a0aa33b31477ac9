// Which network and unit a lane works on, and all that it keeps of them in registers while a dispatch lasts.

var<private> unit: u32;
// A lane beyond the last network only keeps the barriers company: it writes nothing.
var<private> exists: bool;
var<private> network: Network;
var<private> stateAt: u32;
var<private> unitAt: u32;
// Whether the network is still in training, or under test; the same for all its units.
var<private> running: bool;

// This unit's parameters and their gradients, gate after gate. The readout's bias belongs to no unit: all units keep the
// same copy.
var<private> weightIh: array<f32, GATES * INPUTS>;
var<private> weightHh: array<f32, GATES * HIDDEN>;
var<private> bias: array<f32, GATES>;
var<private> biasHn: f32;
var<private> weightOut: array<f32, OUTPUTS>;
var<private> biasOut: array<f32, OUTPUTS>;
var<private> gradientIh: array<f32, GATES * INPUTS>;
var<private> gradientHh: array<f32, GATES * HIDDEN>;
var<private> gradientBias: array<f32, GATES>;
var<private> gradientBiasHn: f32;
var<private> gradientOut: array<f32, OUTPUTS>;
var<private> gradientBiasOut: array<f32, OUTPUTS>;
// The power of two of all gradients of the network.
var<private> gradientExponent: i32;

// What is on its way through the steps: s_t forward, ∂L/∂s_t backward, under a power of two per sequence.
var<private> carry: PlainState;
var<private> carryExponent: vec4i;
// Σ (y − target)² of the groups so far.
var<private> squaredError: Scaled;
var<private> filled: vec2f;
// The moments of the readout's bias, of which every unit keeps a copy; all others stand in the state.
var<private> momentsOut: array<vec2f, OUTPUTS>;

// Returns the longest unroll among the networks that this workgroup holds together by barriers.
fn laneBegin(lane: u32, workgroup: vec3u, workgroups: vec3u) -> u32 {
  let first = (workgroup.x + workgroup.y * workgroups.x) * NETWORKS_PER_WORKGROUP;
  exchangeBegin(lane);
  unit = lane % HIDDEN;
  let order = first + lane / HIDDEN;
  exists = order < slice.networks;
  network = networks[min(order, slice.networks - 1u)];
  stateAt = network.place * STATE_STRIDE;
  unitAt = stateAt + STATE_UNITS_AT + unit * UNIT_STRIDE;
  return exchangeLongest(first);
}

// Where row q·H + unit of a matrix of `width` columns begins.
fn laneRow(q: u32, width: u32) -> u32 { return (q * HIDDEN + unit) * width; }

// At the run's very beginning: the parameters are scale × base draw.
fn laneStart() {
  let at = network.replicate * WEIGHT_STRIDE;
  for (var q = 0u; q < GATES; q++) {
    for (var k = 0u; k < INPUTS; k++) {
      weightIh[q * INPUTS + k] = network.inputScale * weights[at + WEIGHT_IH_AT + laneRow(q, INPUTS) + k];
    }
    for (var j = 0u; j < HIDDEN; j++) {
      weightHh[q * HIDDEN + j] = network.recurrentScale * weights[at + WEIGHT_HH_AT + laneRow(q, HIDDEN) + j];
    }
    let scale = select(network.biasScale, network.forgetScale, q == FORGET_GATE);
    bias[q] = scale * weights[at + WEIGHT_BIAS_AT + laneRow(q, 1u)];
  }
  if (RECURRENT_BIASES == 1u) { biasHn = weights[at + WEIGHT_BIAS_HN_AT + unit]; }
  for (var o = 0u; o < OUTPUTS; o++) {
    weightOut[o] = network.readoutScale * weights[at + WEIGHT_OUT_AT + o * HIDDEN + unit];
    biasOut[o] = weights[at + WEIGHT_OUT_BIAS_AT + o];
  }
  laneStoreParameters();
  statisticsStart();
  exchangeSettle();
}

// This unit's parameters to where the other units read them.
fn laneStoreParameters() {
  if (!exists) { return; }
  let at = stateAt + STATE_PARAMETERS_AT;
  for (var q = 0u; q < GATES; q++) {
    for (var k = 0u; k < INPUTS; k++) { stateSetFloat(at + PARAMETER_IH_AT + laneRow(q, INPUTS) + k, weightIh[q * INPUTS + k]); }
    for (var j = 0u; j < HIDDEN; j++) { stateSetFloat(at + PARAMETER_HH_AT + laneRow(q, HIDDEN) + j, weightHh[q * HIDDEN + j]); }
    stateSetFloat(at + PARAMETER_BIAS_AT + laneRow(q, 1u), bias[q]);
  }
  if (RECURRENT_BIASES == 1u) { stateSetFloat(at + PARAMETER_BIAS_HN_AT + unit, biasHn); }
  for (var o = 0u; o < OUTPUTS; o++) {
    stateSetFloat(at + PARAMETER_OUT_AT + o * HIDDEN + unit, weightOut[o]);
    if (unit == 0u) { stateSetFloat(at + PARAMETER_OUT_BIAS_AT + o, biasOut[o]); }
  }
}

// Takes up what the dispatch before left.
fn laneLoad() {
  let at = stateAt + STATE_PARAMETERS_AT;
  let gradients = stateAt + STATE_GRADIENTS_AT;
  for (var q = 0u; q < GATES; q++) {
    for (var k = 0u; k < INPUTS; k++) {
      let entry = PARAMETER_IH_AT + laneRow(q, INPUTS) + k;
      weightIh[q * INPUTS + k] = stateFloat(at + entry);
      gradientIh[q * INPUTS + k] = stateFloat(gradients + entry);
    }
    for (var j = 0u; j < HIDDEN; j++) {
      let entry = PARAMETER_HH_AT + laneRow(q, HIDDEN) + j;
      weightHh[q * HIDDEN + j] = stateFloat(at + entry);
      gradientHh[q * HIDDEN + j] = stateFloat(gradients + entry);
    }
    let entry = PARAMETER_BIAS_AT + laneRow(q, 1u);
    bias[q] = stateFloat(at + entry);
    gradientBias[q] = stateFloat(gradients + entry);
  }
  if (RECURRENT_BIASES == 1u) {
    biasHn = stateFloat(at + PARAMETER_BIAS_HN_AT + unit);
    gradientBiasHn = stateFloat(gradients + PARAMETER_BIAS_HN_AT + unit);
  }
  for (var o = 0u; o < OUTPUTS; o++) {
    weightOut[o] = stateFloat(at + PARAMETER_OUT_AT + o * HIDDEN + unit);
    biasOut[o] = stateFloat(at + PARAMETER_OUT_BIAS_AT + o);
    gradientOut[o] = stateFloat(gradients + PARAMETER_OUT_AT + o * HIDDEN + unit);
    gradientBiasOut[o] = stateFloat(gradients + PARAMETER_OUT_BIAS_AT + o);
    if (MOMENTS > 0u) { momentsOut[o].x = stateFloat(stateAt + STATE_MOMENTS_AT + PARAMETER_OUT_BIAS_AT + o); }
    if (MOMENTS > 1u) { momentsOut[o].y = stateFloat(stateAt + STATE_MOMENTS_AT + PARAMETERS + PARAMETER_OUT_BIAS_AT + o); }
  }
  for (var part = 0u; part < PARTS; part++) { carry[part] = stateVector(unitAt + 4u * part); }
  carryExponent = bitcast<vec4i>(stateVector(stateAt + STATE_CARRY_EXPONENT));
  gradientExponent = bitcast<i32>(state[stateAt + STATE_GRADIENT_EXPONENT]);
  squaredError = Scaled(stateFloat(stateAt + STATE_SQUARED_ERROR), bitcast<i32>(state[stateAt + STATE_SQUARED_ERROR + 1u]));
  filled = vec2f(stateFloat(stateAt + STATE_FILLED), stateFloat(stateAt + STATE_FILLED + 1u));
  statisticsLoad();
}

// Leaves it for the next one. The barrier parts it from the other units' loading.
fn laneStore() {
  exchangeSettle();
  if (!exists) { return; }
  laneStoreParameters();
  let gradients = stateAt + STATE_GRADIENTS_AT;
  for (var q = 0u; q < GATES; q++) {
    for (var k = 0u; k < INPUTS; k++) { stateSetFloat(gradients + PARAMETER_IH_AT + laneRow(q, INPUTS) + k, gradientIh[q * INPUTS + k]); }
    for (var j = 0u; j < HIDDEN; j++) { stateSetFloat(gradients + PARAMETER_HH_AT + laneRow(q, HIDDEN) + j, gradientHh[q * HIDDEN + j]); }
    stateSetFloat(gradients + PARAMETER_BIAS_AT + laneRow(q, 1u), gradientBias[q]);
  }
  if (RECURRENT_BIASES == 1u) { stateSetFloat(gradients + PARAMETER_BIAS_HN_AT + unit, gradientBiasHn); }
  for (var o = 0u; o < OUTPUTS; o++) {
    stateSetFloat(gradients + PARAMETER_OUT_AT + o * HIDDEN + unit, gradientOut[o]);
  }
  for (var part = 0u; part < PARTS; part++) { stateSetVector(unitAt + 4u * part, carry[part]); }
  if (unit != 0u) { return; }
  for (var o = 0u; o < OUTPUTS; o++) {
    stateSetFloat(gradients + PARAMETER_OUT_BIAS_AT + o, gradientBiasOut[o]);
    if (MOMENTS > 0u) { stateSetFloat(stateAt + STATE_MOMENTS_AT + PARAMETER_OUT_BIAS_AT + o, momentsOut[o].x); }
    if (MOMENTS > 1u) { stateSetFloat(stateAt + STATE_MOMENTS_AT + PARAMETERS + PARAMETER_OUT_BIAS_AT + o, momentsOut[o].y); }
  }
  stateSetVector(stateAt + STATE_CARRY_EXPONENT, bitcast<vec4f>(carryExponent));
  state[stateAt + STATE_GRADIENT_EXPONENT] = bitcast<u32>(gradientExponent);
  stateSetFloat(stateAt + STATE_SQUARED_ERROR, squaredError.mantissa);
  state[stateAt + STATE_SQUARED_ERROR + 1u] = bitcast<u32>(squaredError.exponent);
  stateSetFloat(stateAt + STATE_FILLED, filled.x);
  stateSetFloat(stateAt + STATE_FILLED + 1u, filled.y);
  statisticsStore();
}

// This unit's element of one of the rows that the tape keeps of step t.
fn laneTapeAt(t: u32, row: u32) -> u32 {
  // Single units: neighbouring lanes are neighbouring networks. Otherwise: neighbouring units of one network.
  if (HIDDEN == 1u) { return (t * PLAIN_KEPT + row) * slice.capacity + network.place; }
  return ((network.place * (slice.longestUnroll + 1u) + t) * PLAIN_KEPT + row) * HIDDEN + unit;
}

// The power of two of row t, where the activation is unbounded.
fn laneTapeExponentAt(t: u32) -> u32 {
  if (HIDDEN == 1u) { return t * slice.capacity + network.place; }
  return network.place * (slice.longestUnroll + 1u) + t;
}
