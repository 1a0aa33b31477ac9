// The last stage: a network's sums and the squared norms of its gradients become its results, with its canaries.

@compute @workgroup_size(WORKGROUP_SIZE)
fn finishMain(
  @builtin(local_invocation_index) lane: u32,
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  networkBegin(lane, workgroup, workgroups);
  if (!exists || unit != 0u) { return; }
  for (var sum = 0u; sum < 5u; sum++) {
    finishNumber(sum, stateLoadScaled(stateAt + STATE_SUMS + 2u * sum));
  }
  let units = stateAt + STATE_UNITS_AT;
  finishSquares(ACCUMULATOR_IH, finishSum(units + UNIT_IH, GATES * INPUTS));
  finishSquares(ACCUMULATOR_HH, finishSum(units + UNIT_HH, GATES * HIDDEN));
  finishSquares(ACCUMULATOR_BIAS, finishSum(units + UNIT_BIAS, GATES));
  finishSquares(ACCUMULATOR_BIAS_HN, finishSum(units + UNIT_BIAS_HN, RECURRENT_BIASES));
  finishSquares(ACCUMULATOR_OUT, finishSum(units + UNIT_OUT, OUTPUTS));
  var outBias = 0.0;
  for (var o = 0u; o < OUTPUTS; o++) {
    let value = bitcast<f32>(state[stateAt + STATE_OUT_BIAS_AT + o]);
    outBias += value * value;
  }
  finishSquares(ACCUMULATOR_OUT_BIAS, outBias);
  let at = network.place * RESULT_STRIDE;
  results[at] = CANARY ^ network.place;
  results[at + RESULT_LAST_AT] = ~(CANARY ^ network.place);
}

// Σ over units of the squares of `count` entries, summed unit by unit as their mantissas stand.
fn finishSum(at: u32, count: u32) -> f32 {
  var sum = 0.0;
  for (var i = 0u; i < HIDDEN; i++) {
    var row = 0.0;
    for (var k = 0u; k < count; k++) {
      let value = bitcast<f32>(state[at + i * UNIT_STRIDE + k]);
      row += value * value;
    }
    sum += row;
  }
  return sum;
}

fn finishSquares(accumulator: u32, squares: f32) {
  finishNumber(5u + accumulator, Scaled(squares, 2 * accumulatorExponent(accumulator)));
}

fn finishNumber(number: u32, value: Scaled) {
  let at = network.place * RESULT_STRIDE + RESULT_NUMBERS_AT + 2u * number;
  results[at] = bitcast<u32>(value.mantissa);
  results[at + 1u] = bitcast<u32>(value.exponent);
}
