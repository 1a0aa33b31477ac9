// Which network and unit a lane works on, and the two products with the recurrent matrix that all stages share.

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

// This unit's element of row t of the tape.
fn networkTapeAt(t: u32) -> u32 {
  // Single units: neighbouring lanes are neighbouring networks. Otherwise: neighbouring units of one network.
  if (HIDDEN == 1u) { return t * slice.networks + place; }
  return (place * (slice.longestUnroll + 1u) + t) * HIDDEN + unit;
}

// Row t of the tape's exponents: the pre-activation's, and after it the state's.
fn networkTapeExponentAt(t: u32) -> u32 {
  if (HIDDEN == 1u) { return 2u * (t * slice.networks + place); }
  return 2u * (place * (slice.longestUnroll + 1u) + t);
}

// This unit's h_t as a mantissa under the network's common power of two, recomputed from the tape.
fn networkHidden(t: u32) -> vec4f {
  let row = tape[networkTapeAt(t)];
  if (t == 0u) { return row; }
  let at = networkTapeExponentAt(t);
  let value = activationValue(row, tapeExponent[at]);
  return value.mantissa * scaledPower(value.exponent - tapeExponent[at + 1u]);
}

// φ'(a_t) × gradient for this unit.
fn networkThroughActivation(gradient: Scaled4, t: u32) -> Scaled4 {
  return cellThroughActivation(gradient, tape[networkTapeAt(t)], tapeExponent[networkTapeExponentAt(t)]);
}

// (W_hh v)_i for the vector v that the units share.
fn networkTimesRow() -> vec4f {
  // Transposed, so that neighbouring lanes read neighbouring weights.
  let at = weightsAt + WEIGHT_HH_TRANSPOSED_AT + unit;
  var sum = vec4f(0.0);
  for (var j = 0u; j < HIDDEN; j++) { sum += weights[at + j * HIDDEN] * exchangeVector(j); }
  return network.recurrentScale * sum;
}

// (W_hhᵀ v)_i for the vector v that the units share.
fn networkTimesColumn() -> vec4f {
  let at = weightsAt + WEIGHT_HH_AT + unit;
  var sum = vec4f(0.0);
  for (var j = 0u; j < HIDDEN; j++) { sum += weights[at + j * HIDDEN] * exchangeVector(j); }
  return network.recurrentScale * sum;
}

// Σ_i v_i² for the vector v that the units share.
fn networkSquares() -> vec4f {
  var squares = vec4f(0.0);
  for (var j = 0u; j < HIDDEN; j++) { squares += exchangeVector(j) * exchangeVector(j); }
  return squares;
}

// The vector on its way through the steps, and the power of two that all its units share.
fn networkLoadCarry() -> Scaled4 {
  return Scaled4(stateLoad4(unitAt + UNIT_CARRY), stateLoadExponents(stateAt + STATE_CARRY_EXPONENT));
}

// To be called by all lanes together: what all units read at the stage's beginning is written after a barrier.
fn networkStoreCarry(carry: Scaled4) {
  storageBarrier();
  if (!exists) { return; }
  stateStore4(unitAt + UNIT_CARRY, carry.mantissa);
  if (unit == 0u) { stateStoreExponents(stateAt + STATE_CARRY_EXPONENT, carry.exponent); }
}

// Adds to one of the network's scaled sums; one unit writes for all.
fn networkAddToSum(sum: u32, terms: Scaled4) {
  if (!exists || unit != 0u) { return; }
  let at = stateAt + STATE_SUMS + 2u * sum;
  stateStoreScaled(at, scaledSum4(stateLoadScaled(at), terms));
}
