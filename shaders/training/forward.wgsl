// The forward pass in training, four sequences at a time; the twin of GradientEvaluator.forward.
// Bounded activations need no powers of two; the others carry one per sequence, lifted only when states grow.

// s_0 of the group at hand, and how many steps its sequences have.
var<private> initialState: PlainState;
var<private> lengths: vec4u;

// The targets of the group at hand.
var<private> targets: array<vec4f, OUTPUTS>;

// Takes a group's data into registers: once per dispatch where there is one group, and not at every training step.
fn forwardPrepare(group: u32) {
  taskPrepare(group);
  for (var part = 0u; part < PARTS; part++) {
    initialState[part] = data[DATA_INITIAL_AT + (part * HIDDEN + unit) * DATA_GROUPS + group];
  }
  if (WITH_LENGTHS) { lengths = bindingsLengths(group); }
  for (var o = 0u; o < OUTPUTS; o++) { targets[o] = data[o * DATA_GROUPS + group]; }
}

// `before` where a sequence has ended before step t, `after` where it goes on.
fn forwardGoesOn(before: PlainState, after: PlainState, t: u32) -> PlainState {
  if (!WITH_LENGTHS) { return after; }
  var chosen: PlainState;
  for (var part = 0u; part < PARTS; part++) { chosen[part] = select(before[part], after[part], vec4u(t) <= lengths); }
  return chosen;
}

// Steps firstT … lastT of a group; `carry` is s_(firstT−1) and becomes s_lastT.
fn forwardRun(group: u32, firstT: u32, lastT: u32) {
  if (firstT == 1u) {
    carry = initialState;
    carryExponent = vec4i(0);
  }
  for (var t = firstT; t <= lastT; t++) {
    forwardGiveState(t - 1u);
    if (exchangeIsAt(t)) {
      var input: Gates;
      for (var q = 0u; q < GATES; q++) { input[q] = vec4f(bias[q]); }
      for (var k = 0u; k < INPUTS; k++) {
        let x = taskPrepared(t, network.unroll, k, group);
        for (var q = 0u; q < GATES; q++) { input[q] += weightIh[q * INPUTS + k] * x; }
      }
      if (!ACTIVATION_BOUNDED) { input[0] *= scaledPower(-carryExponent); }
      let step = cellPlainForward(exchangeTimesRow(), input, vec4f(biasHn), carry);
      carry = forwardGoesOn(carry, step.state, t);
      if (ACTIVATION_BOUNDED) { forwardKeep(t, step.kept); }
    }
  }
}

// What the cell keeps of a step, and the state behind it where it is no mere function of the pre-activations.
fn forwardKeep(t: u32, kept: Gathered) {
  for (var row = 0u; row < PLAIN_PRE; row++) { tape[laneTapeAt(t, row)] = kept[row]; }
  for (var row = PLAIN_PRE; row < PLAIN_KEPT; row++) { tape[laneTapeAt(t, row)] = carry[row - PLAIN_PRE]; }
}

// All units give h_t; what has grown large is brought down first, under a larger power of two, and goes to the tape.
fn forwardGiveState(t: u32) {
  exchangeGive(carry[0], vec4f(0.0));
  if (!ACTIVATION_BOUNDED) {
    if (running && t <= network.unroll) {
      let largest = exchangeLargest();
      let shift = select(vec4i(0), scaledExponentOf(largest), largest > vec4f(1024.0));
      carry[0] *= scaledPower(-shift);
      carryExponent += shift;
      tape[laneTapeAt(t, 0u)] = carry[0];
      if (unit == 0u) { tapeExponent[laneTapeExponentAt(t)] = carryExponent; }
    }
    exchangeGive(carry[0], vec4f(0.0));
  }
}

// What the cell sees of step t on the way back, from the tape.
fn forwardSeen(t: u32) -> CellPlain {
  var rows: PlainRows;
  for (var row = 0u; row < PLAIN_KEPT; row++) { rows[row] = tape[laneTapeAt(t, row)]; }
  var seen = cellPlainSee(rows);
  // s_0 is given and no cell's doing; the tape of an unbounded activation has it in its row 0.
  if (ACTIVATION_BOUNDED && t == 0u) { seen.state = initialState; }
  return seen;
}
