// What a network keeps between two dispatches: everything, bit by bit.

fn gradientStateClear() {
  phase = PHASE_START;
  t = 0u;
  group = 0u;
  iteration = 0u;
  exponentIh = NO_EXPONENT;
  exponentHh = NO_EXPONENT;
  exponentBias = NO_EXPONENT;
  exponentOut = NO_EXPONENT;
  exponentOutBias = NO_EXPONENT;
  for (var number = 0u; number < 5u; number++) { sums[number] = Scaled(0.0, NO_EXPONENT); }
}

fn gradientStateLoad() {
  let at = place * STATE_STRIDE;
  phase = state[at + STATE_PHASE];
  t = state[at + STATE_T];
  group = state[at + STATE_GROUP];
  iteration = state[at + STATE_ITERATION];
  let exponents = at + STATE_ACCUMULATOR_EXPONENTS;
  exponentIh = bitcast<i32>(state[exponents]);
  exponentHh = bitcast<i32>(state[exponents + 1u]);
  exponentBias = bitcast<i32>(state[exponents + 2u]);
  exponentOut = bitcast<i32>(state[exponents + 3u]);
  exponentOutBias = bitcast<i32>(state[exponents + 4u]);
  for (var number = 0u; number < 5u; number++) { sums[number] = bindingsLoadScaled(at + STATE_SUMS + 2u * number); }
  stateExponent = bindingsLoadExponents(at + STATE_STATE_EXPONENT);
  carryExponent = bindingsLoadExponents(at + STATE_CARRY_EXPONENT);
  lanczosExponent = bindingsLoadExponents(at + STATE_LANCZOS_EXPONENT);
  beta = bindingsLoad4(at + STATE_LANCZOS_BETA);
  largestAlpha = bindingsLoad4(at + STATE_LANCZOS_LARGEST);
  for (var o = 0u; o < OUTPUTS; o++) { gradientOutBias[o] = bitcast<f32>(state[at + STATE_OUT_BIAS_AT + o]); }
  if (WITH_JACOBIAN) {
    for (var k = 0u; k < 2u * LANCZOS_STEPS; k++) {
      exchangeSetLanczos(k, bindingsLoad4(at + STATE_LANCZOS_AT + 4u * k));
    }
  }

  let own = at + STATE_UNITS_AT + unit * UNIT_STRIDE;
  carry = bindingsLoad4(own + UNIT_CARRY);
  vector = bindingsLoad4(own + UNIT_VECTOR);
  previousVector = bindingsLoad4(own + UNIT_PREVIOUS_VECTOR);
  gradientBias = bitcast<f32>(state[own + UNIT_BIAS]);
  for (var k = 0u; k < INPUTS; k++) { gradientIh[k] = bitcast<f32>(state[own + UNIT_IH + k]); }
  for (var o = 0u; o < OUTPUTS; o++) { gradientOut[o] = bitcast<f32>(state[own + UNIT_OUT + o]); }
  for (var j = 0u; j < HIDDEN; j++) { gradientHh[j] = bitcast<f32>(state[own + UNIT_HH + j]); }
}

fn gradientStateSave() {
  let at = place * STATE_STRIDE;
  if (unit == 0u) {
    state[at + STATE_PHASE] = phase;
    state[at + STATE_T] = t;
    state[at + STATE_GROUP] = group;
    state[at + STATE_ITERATION] = iteration;
    let exponents = at + STATE_ACCUMULATOR_EXPONENTS;
    state[exponents] = bitcast<u32>(exponentIh);
    state[exponents + 1u] = bitcast<u32>(exponentHh);
    state[exponents + 2u] = bitcast<u32>(exponentBias);
    state[exponents + 3u] = bitcast<u32>(exponentOut);
    state[exponents + 4u] = bitcast<u32>(exponentOutBias);
    for (var number = 0u; number < 5u; number++) { bindingsStoreScaled(at + STATE_SUMS + 2u * number, sums[number]); }
    bindingsStore4(at + STATE_STATE_EXPONENT, bitcast<vec4u>(stateExponent));
    bindingsStore4(at + STATE_CARRY_EXPONENT, bitcast<vec4u>(carryExponent));
    bindingsStore4(at + STATE_LANCZOS_EXPONENT, bitcast<vec4u>(lanczosExponent));
    bindingsStore4(at + STATE_LANCZOS_BETA, bitcast<vec4u>(beta));
    bindingsStore4(at + STATE_LANCZOS_LARGEST, bitcast<vec4u>(largestAlpha));
    for (var o = 0u; o < OUTPUTS; o++) { state[at + STATE_OUT_BIAS_AT + o] = bitcast<u32>(gradientOutBias[o]); }
    if (WITH_JACOBIAN) {
      for (var k = 0u; k < 2u * LANCZOS_STEPS; k++) {
        bindingsStore4(at + STATE_LANCZOS_AT + 4u * k, bitcast<vec4u>(exchangeLanczos(k)));
      }
    }
  }
  let own = at + STATE_UNITS_AT + unit * UNIT_STRIDE;
  bindingsStore4(own + UNIT_CARRY, bitcast<vec4u>(carry));
  bindingsStore4(own + UNIT_VECTOR, bitcast<vec4u>(vector));
  bindingsStore4(own + UNIT_PREVIOUS_VECTOR, bitcast<vec4u>(previousVector));
  state[own + UNIT_BIAS] = bitcast<u32>(gradientBias);
  for (var k = 0u; k < INPUTS; k++) { state[own + UNIT_IH + k] = bitcast<u32>(gradientIh[k]); }
  for (var o = 0u; o < OUTPUTS; o++) { state[own + UNIT_OUT + o] = bitcast<u32>(gradientOut[o]); }
  for (var j = 0u; j < HIDDEN; j++) { state[own + UNIT_HH + j] = bitcast<u32>(gradientHh[j]); }
}
