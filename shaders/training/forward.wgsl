// The forward pass in training, four sequences at a time; the twin of GradientEvaluator.forward.
// Bounded activations need no powers of two; the others carry one per sequence, lifted only when states grow.

// h_0 of the group at hand.
var<private> initialState: vec4f;

// The targets of the group at hand.
var<private> targets: array<vec4f, OUTPUTS>;

// Takes a group's data into registers: once per dispatch where there is one group, and not at every training step.
fn forwardPrepare(group: u32) {
  taskPrepare(group);
  initialState = data[DATA_INITIAL_AT + unit * DATA_GROUPS + group];
  for (var o = 0u; o < OUTPUTS; o++) { targets[o] = data[o * DATA_GROUPS + group]; }
}

// Steps firstT … lastT of a group; `carry` is h_(firstT−1) and becomes h_lastT.
fn forwardRun(group: u32, firstT: u32, lastT: u32) {
  if (firstT == 1u) {
    carry = initialState;
    carryExponent = vec4i(0);
  }
  for (var t = firstT; t <= lastT; t++) {
    forwardGiveState(t - 1u);
    if (exchangeIsAt(t)) {
      var input = vec4f(bias);
      for (var k = 0u; k < INPUTS; k++) { input += weightIh[k] * taskPrepared(t, network.unroll, k, group); }
      if (!ACTIVATION_BOUNDED) { input *= scaledPower(-carryExponent); }
      let pre = exchangeTimesRow() + input;
      if (ACTIVATION_BOUNDED) { tape[laneTapeAt(t)] = pre; }
      carry = activationState(pre);
    }
  }
}

// All units give h_t; what has grown large is brought down first, under a larger power of two, and goes to the tape.
fn forwardGiveState(t: u32) {
  exchangeGive(carry, vec4f(0.0));
  if (!ACTIVATION_BOUNDED) {
    if (running && t <= network.unroll) {
      let largest = exchangeLargest();
      let shift = select(vec4i(0), scaledExponentOf(largest), largest > vec4f(1024.0));
      carry *= scaledPower(-shift);
      carryExponent += shift;
      tape[laneTapeAt(t)] = carry;
      if (unit == 0u) { tapeExponent[laneTapeExponentAt(t)] = carryExponent; }
    }
    exchangeGive(carry, vec4f(0.0));
  }
}

// φ(a_t) and φ'(a_t) of this unit, from the tape.
fn forwardBoth(t: u32) -> ActivationBoth {
  let both = activationBoth(tape[laneTapeAt(t)]);
  // h_0 is given and no activation of anything; the tape of an unbounded one has it in its row 0.
  let isGiven = ACTIVATION_BOUNDED && t == 0u;
  return ActivationBoth(select(both.value, initialState, isGiven), both.slope);
}
