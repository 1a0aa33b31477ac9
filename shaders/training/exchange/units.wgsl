// How the units of a network exchange vectors in training: one lane each, through workgroup memory, written in turns so
// that one barrier per exchange is enough: what is being read is not written before the barrier after next.

var<workgroup> unitsFirst: array<vec4f, 2u * WORKGROUP_SIZE>;
var<workgroup> unitsSecond: array<vec4f, 2u * WORKGROUP_SIZE>;

var<private> unitsLane: u32;
// Where the network's own entries begin, in this turn's half.
var<private> unitsAt: u32;
var<private> unitsTurn: u32;

fn exchangeBegin(lane: u32) {
  unitsLane = lane;
  unitsTurn = 0u;
}

// The longest unroll of the workgroup, the same for all its lanes, which loops with barriers need; networks stand in
// order of their unroll length.
fn exchangeLongest(firstNetwork: u32) -> u32 {
  return networks[min(firstNetwork + NETWORKS_PER_WORKGROUP, slice.networks) - 1u].unroll;
}

// The barriers need all lanes to the end, also those whose network is done or shorter than others.
fn exchangeMayLeave() -> bool { return false; }

// Whether this network has a step t to work at.
fn exchangeIsAt(t: u32) -> bool { return running && t <= network.unroll; }

// The step from which the way back is gone: by all lanes alike.
fn exchangeWayBack(firstT: u32) -> u32 { return firstT; }

// Parts what units wrote to the state from what others read there.
fn exchangeSettle() { storageBarrier(); }

// To be called by all lanes together.
fn exchangeGive(first: vec4f, second: vec4f) {
  unitsTurn = WORKGROUP_SIZE - unitsTurn;
  unitsAt = unitsTurn + unitsLane - unitsLane % HIDDEN;
  unitsFirst[unitsTurn + unitsLane] = first;
  unitsSecond[unitsTurn + unitsLane] = second;
  workgroupBarrier();
}

// The largest |first| that the units gave.
fn exchangeLargest() -> vec4f {
  var largest = vec4f(0.0);
  for (var j = 0u; j < HIDDEN; j++) { largest = max(largest, abs(unitsFirst[unitsAt + j])); }
  return largest;
}

// The sum of what the units gave first.
fn exchangeSum() -> vec4f {
  var sum = vec4f(0.0);
  for (var j = 0u; j < HIDDEN; j++) { sum += unitsFirst[unitsAt + j]; }
  return sum;
}

// (W_hh v)_i for the vector v that the units gave first.
fn exchangeTimesRow() -> vec4f {
  var sum = vec4f(0.0);
  for (var j = 0u; j < HIDDEN; j++) { sum += weightHh[j] * unitsFirst[unitsAt + j]; }
  return sum;
}

// (W_out v)_o.
fn exchangeOutput(o: u32) -> vec4f {
  let at = stateAt + STATE_PARAMETERS_AT + PARAMETER_OUT_AT + o * HIDDEN;
  var sum = vec4f(0.0);
  for (var j = 0u; j < HIDDEN; j++) { sum += stateFloat(at + j) * unitsFirst[unitsAt + j]; }
  return sum;
}

// (W_hhᵀ δ)_i for what the units gave first; what they gave second goes with `toGradient` into row i of ∂L/∂W_hh.
fn exchangeTimesColumn(toGradient: vec4f) -> vec4f {
  let at = stateAt + STATE_PARAMETERS_AT + PARAMETER_HH_AT + unit;
  var sum = vec4f(0.0);
  for (var j = 0u; j < HIDDEN; j++) {
    sum += stateFloat(at + j * HIDDEN) * unitsFirst[unitsAt + j];
    gradientHh[j] += dot(toGradient, unitsSecond[unitsAt + j]);
  }
  return sum;
}
