// The forward pass of four sequences over the steps of a slice, the twin of GradientEvaluator.forward.
// One lane per unit; what the cell keeps of a step goes to the tape, and h_t under the units' common power of two.

@compute @workgroup_size(WORKGROUP_SIZE)
fn forwardMain(
  @builtin(local_invocation_index) lane: u32,
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let longest = networkBegin(lane, workgroup, workgroups);
  var state = networkLoadCarry();
  if (slice.first == 1u) { state = forwardInitial(); }
  // What the units share outlives no dispatch; a state they had agreed on is not changed by agreeing on it again.
  state[0] = exchangeShare(state[0], vec4f(0.0));
  if (slice.first == 1u && exists) { networkKeepState(0u, state[0]); }
  for (var t = slice.first; t <= min(slice.last, longest); t++) {
    let runs = exists && t <= network.unroll;
    if (runs) { state = networkGoesOn(state, forwardUnit(state, t), t); }
    state[0] = exchangeShare(state[0], vec4f(0.0));
    if (runs) { networkKeepState(t, state[0]); }
  }
  networkStoreCarry(state);
}

// s_0 of this unit; parts beside h go to the tape as what the cell keeps.
fn forwardInitial() -> State4 {
  var state: State4;
  for (var part = 0u; part < PARTS; part++) {
    let given = data[DATA_INITIAL_AT + (part * HIDDEN + unit) * DATA_GROUPS + slice.group];
    state[part] = scaledNormalised4(scaledOf4(given));
    if (part > 0u && exists) {
      let row = KEPT - PARTS + part;
      tape[networkTapeAt(0u, row)] = state[part].mantissa;
      tapeExponent[networkKeptExponentAt(0u, row)] = state[part].exponent;
    }
  }
  return state;
}

// s_t of this unit, and the tape's rows of it; the units share h_(t−1).
fn forwardUnit(before: State4, t: u32) -> State4 {
  var input: Gates;
  for (var q = 0u; q < GATES; q++) {
    let scale = select(network.biasScale, network.forgetScale, q == FORGET_GATE);
    input[q] = vec4f(scale * weights[weightsAt + WEIGHT_BIAS_AT + q * HIDDEN + unit]);
  }
  var largestInput = vec4f(0.0);
  for (var k = 0u; k < INPUTS; k++) {
    let x = taskInput(t, network.unroll, k, slice.group);
    largestInput = max(largestInput, abs(x));
    for (var q = 0u; q < GATES; q++) {
      input[q] += network.inputScale * weights[weightsAt + WEIGHT_IH_AT + (q * HIDDEN + unit) * INPUTS + k] * x;
    }
  }
  var recurrentBias = 0.0;
  if (RECURRENT_BIASES == 1u) { recurrentBias = weights[weightsAt + WEIGHT_BIAS_HN_AT + unit]; }
  // A bound on every unit's input, so that all lanes find the same power of two without asking each other.
  let bound = f32(INPUTS) * abs(network.inputScale) * weights[weightsAt + WEIGHT_LARGEST_IH_AT] * largestInput
    + vec4f(abs(network.biasScale) * weights[weightsAt + WEIGHT_LARGEST_BIAS_AT]);
  let step = cellForward(
    networkTimesRow(), before[0].exponent, input, vec4f(recurrentBias), scaledExponentOf(bound), before);
  networkKeep(t, step.kept);
  return step.state;
}
