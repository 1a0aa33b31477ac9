// The forward pass of four sequences over the steps of a slice, the twin of GradientEvaluator.forward.
// One lane per unit; only pre-activations and exponents go to the tape, states are recomputed from them.

@compute @workgroup_size(WORKGROUP_SIZE)
fn forwardMain(
  @builtin(local_invocation_index) lane: u32,
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let longest = networkBegin(lane, workgroup, workgroups);
  // The recurrent part W_hh h_(t−1) of this unit, under the power of two of h_(t−1).
  var recurrent: Scaled4;
  if (slice.first == 1u) {
    let initial = exchangeShare(Scaled4(data[DATA_INITIAL_AT + unit * DATA_GROUPS + slice.group], vec4i(0)), vec4f(0.0));
    if (exists) {
      tape[networkTapeAt(0u)] = initial.mantissa;
      if (unit == 0u) { tapeExponent[networkTapeExponentAt(0u) + 1u] = initial.exponent; }
    }
    recurrent = Scaled4(networkTimesRow(), initial.exponent);
  } else {
    recurrent = networkLoadCarry();
  }
  for (var t = slice.first; t <= min(slice.last, longest); t++) {
    let runs = exists && t <= network.unroll;
    var own = Scaled4(vec4f(0.0), vec4i(NO_EXPONENT));
    if (runs) { own = forwardUnit(recurrent, t); }
    let agreed = exchangeShare(own, vec4f(0.0));
    if (runs) {
      if (unit == 0u) { tapeExponent[networkTapeExponentAt(t) + 1u] = agreed.exponent; }
      if (t < network.unroll) { recurrent = Scaled4(networkTimesRow(), agreed.exponent); }
    }
  }
  networkStoreCarry(recurrent);
}

// h_t of this unit, and the tape's row of it.
fn forwardUnit(recurrent: Scaled4, t: u32) -> Scaled4 {
  var input = vec4f(network.biasScale * weights[weightsAt + WEIGHT_BIAS_AT + unit]);
  var largestInput = vec4f(0.0);
  for (var k = 0u; k < INPUTS; k++) {
    let x = taskInput(t, network.unroll, k, slice.group);
    largestInput = max(largestInput, abs(x));
    input += network.inputScale * weights[weightsAt + WEIGHT_IH_AT + unit * INPUTS + k] * x;
  }
  // A bound on every unit's input, so that all lanes find the same power of two without asking each other.
  let bound = f32(INPUTS) * abs(network.inputScale) * weights[weightsAt + WEIGHT_LARGEST_IH_AT] * largestInput
    + vec4f(abs(network.biasScale) * weights[weightsAt + WEIGHT_LARGEST_BIAS_AT]);
  let step = cellForward(recurrent.mantissa, recurrent.exponent, input, scaledExponentOf(bound));
  tape[networkTapeAt(t)] = step.pre;
  if (unit == 0u) { tapeExponent[networkTapeExponentAt(t)] = step.preExponent; }
  return step.state;
}
