// Which network and unit a lane works on, and what all stages share: the tape, the carry, the two products with
// the recurrent matrix.

var<private> unit: u32;
var<private> place: u32;
// A lane beyond the tile's last network only keeps the barriers company: it writes nothing.
var<private> exists: bool;
var<private> network: Network;
var<private> weightsAt: u32;
var<private> stateAt: u32;
var<private> unitAt: u32;

// Returns the longest unroll of the workgroup, the same for all its lanes, which loops with barriers need.
fn networkBegin(lane: u32, workgroup: vec3u, workgroups: vec3u) -> u32 {
  let first = (workgroup.x + workgroup.y * workgroups.x) * NETWORKS_PER_WORKGROUP;
  exchangeBegin(lane);
  unit = lane % HIDDEN;
  place = first + lane / HIDDEN;
  exists = place < slice.networks;
  place = min(place, slice.networks - 1u);
  network = networks[place];
  weightsAt = network.replicate * WEIGHT_STRIDE;
  stateAt = place * STATE_STRIDE;
  unitAt = stateAt + STATE_UNITS_AT + unit * UNIT_STRIDE;
  // Networks stand in order of their unroll length.
  return networks[min(first + NETWORKS_PER_WORKGROUP, slice.networks) - 1u].unroll;
}

// This unit's element of one of the rows that the tape keeps of step t: KEPT numbers of the cell's, then h_t.
fn networkTapeAt(t: u32, row: u32) -> u32 {
  // Single units: neighbouring lanes are neighbouring networks. Otherwise: neighbouring units of one network.
  if (HIDDEN == 1u) { return (t * TAPE_ROWS + row) * slice.networks + place; }
  return ((place * (slice.longestUnroll + 1u) + t) * TAPE_ROWS + row) * HIDDEN + unit;
}

// The power of two that all units' h_t share.
fn networkStateExponentAt(t: u32) -> u32 { return networkExponentsAt(t); }

// That of one of the kept numbers: of this unit's own, or, in a cell whose units agree on it, of all units'.
fn networkKeptExponentAt(t: u32, row: u32) -> u32 {
  return networkExponentsAt(t) + 1u + select(unit * KEPT + row, row, KEPT_EXPONENTS_SHARED);
}

fn networkExponentsAt(t: u32) -> u32 {
  if (HIDDEN == 1u) { return EXPONENTS_PER_STEP * (t * slice.networks + place); }
  return EXPONENTS_PER_STEP * (place * (slice.longestUnroll + 1u) + t);
}

// What the cell keeps of step t.
fn networkKept(t: u32) -> Kept4 {
  var kept: Kept4;
  for (var row = 0u; row < KEPT; row++) {
    kept[row] = Scaled4(tape[networkTapeAt(t, row)], tapeExponent[networkKeptExponentAt(t, row)]);
  }
  return kept;
}

fn networkKeep(t: u32, kept: Kept4) {
  for (var row = 0u; row < KEPT; row++) {
    tape[networkTapeAt(t, row)] = kept[row].mantissa;
    if (!KEPT_EXPONENTS_SHARED || unit == 0u) { tapeExponent[networkKeptExponentAt(t, row)] = kept[row].exponent; }
  }
}

// h_t goes to the tape under the power of two that the units agreed on.
fn networkKeepState(t: u32, h: Scaled4) {
  tape[networkTapeAt(t, KEPT)] = h.mantissa;
  if (unit == 0u) { tapeExponent[networkStateExponentAt(t)] = h.exponent; }
}

// s_t of this unit; parts beside h are the last of what the cell keeps.
fn networkState(t: u32) -> State4 {
  var state: State4;
  state[0] = Scaled4(tape[networkTapeAt(t, KEPT)], tapeExponent[networkStateExponentAt(t)]);
  for (var part = 1u; part < PARTS; part++) {
    let row = KEPT - PARTS + part;
    state[part] = Scaled4(tape[networkTapeAt(t, row)], tapeExponent[networkKeptExponentAt(t, row)]);
  }
  return state;
}

// Which of the four sequences have a step t; the state of the others stays as it is.
fn networkIsActive(t: u32) -> vec4<bool> {
  if (!WITH_LENGTHS) { return vec4<bool>(true); }
  return vec4u(t) <= bindingsLengths(slice.group);
}

// `before` where a sequence has ended, `after` where it goes on.
fn networkGoesOn(before: State4, after: State4, t: u32) -> State4 {
  if (!WITH_LENGTHS) { return after; }
  var chosen: State4;
  for (var part = 0u; part < PARTS; part++) {
    chosen[part] = scaledSelect4(before[part], after[part], networkIsActive(t));
  }
  return chosen;
}

// (W_hh v)_i of each gate for the vector v that the units share.
fn networkTimesRow() -> Gates {
  var product: Gates;
  for (var q = 0u; q < GATES; q++) {
    // Transposed, so that neighbouring lanes read neighbouring weights.
    let at = weightsAt + WEIGHT_HH_TRANSPOSED_AT + q * HIDDEN * HIDDEN + unit;
    var sum = vec4f(0.0);
    for (var j = 0u; j < HIDDEN; j++) { sum += weights[at + j * HIDDEN] * exchangeVector(j); }
    product[q] = network.recurrentScale * sum;
  }
  return product;
}

// (W_hhᵀ δ)_i for the gates' δ that the units share.
fn networkTimesColumn() -> vec4f {
  var sum = vec4f(0.0);
  for (var q = 0u; q < GATES; q++) {
    let at = weightsAt + WEIGHT_HH_AT + q * HIDDEN * HIDDEN + unit;
    for (var j = 0u; j < HIDDEN; j++) { sum += weights[at + j * HIDDEN] * exchangeDelta(q, j); }
  }
  return network.recurrentScale * sum;
}

// From the gates' δ, as the units have given it, to ∂L/∂s_(t−1): through the weights, and where the cell has one, directly.
fn networkBehind(direct: State4, throughWeights: Scaled4) -> State4 {
  var gradient = direct;
  if (HAS_DIRECT_PATH) {
    gradient[0] = scaledAdd4(direct[0], throughWeights);
  } else {
    gradient[0] = throughWeights;
  }
  return gradient;
}

// Σ_i v_i² for the vector v that the units share.
fn networkSquares() -> vec4f {
  var squares = vec4f(0.0);
  for (var j = 0u; j < HIDDEN; j++) { squares += exchangeVector(j) * exchangeVector(j); }
  return squares;
}

// What is on its way through the steps, part by part of the state, each number under its own power of two.
fn networkLoadCarry() -> State4 {
  var carry: State4;
  for (var part = 0u; part < PARTS; part++) {
    let at = unitAt + UNIT_CARRY + 8u * part;
    carry[part] = Scaled4(stateLoad4(at), stateLoadExponents(at + 4u));
  }
  return carry;
}

fn networkStoreCarry(carry: State4) {
  // Parts this stage's reading of what all units share from its writing.
  storageBarrier();
  if (!exists) { return; }
  for (var part = 0u; part < PARTS; part++) {
    let at = unitAt + UNIT_CARRY + 8u * part;
    stateStore4(at, carry[part].mantissa);
    stateStoreExponents(at + 4u, carry[part].exponent);
  }
}

// Adds Σ over units and parts of v² to one of the network's sums, and to the trace of step t. By all lanes together.
fn networkAddSquares(vectors: State4, sum: u32, t: u32, runs: bool, sums: bool) {
  for (var part = 0u; part < PARTS; part++) {
    let agreed = exchangeShare(vectors[part], vec4f(0.0));
    let squares = Scaled4(networkSquares(), scaledExponentSum(agreed.exponent, agreed.exponent));
    if (runs && sums) { networkAddToSum(sum, squares); }
    if (WITH_TRACE) { stateTraceStep(t, squares, runs && unit == 0u); }
  }
}

// Adds to one of the network's scaled sums; one unit writes for all.
fn networkAddToSum(sum: u32, terms: Scaled4) {
  if (!exists || unit != 0u) { return; }
  let at = stateAt + STATE_SUMS + 2u * sum;
  stateStoreScaled(at, scaledSum4(stateLoadScaled(at), terms));
}
