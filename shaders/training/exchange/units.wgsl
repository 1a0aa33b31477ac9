// How the units of a network exchange vectors in training: one lane each, through workgroup memory. Cells of one gate write
// in turns, so that one barrier per exchange is enough: what is being read is not written before the barrier after next.
// Two turns of several gates' δ would not fit the memory that every adapter has; there a second barrier parts them.

const UNITS_TURNS: u32 = select(1u, 2u, GATES == 1u);
const UNITS_SIZES: u32 = select(WORKGROUP_SIZE, 1u, GATES == 1u);

// One vector, or the gates' δ one after another.
var<workgroup> unitsFirst: array<vec4f, UNITS_TURNS * GATES * WORKGROUP_SIZE>;
var<workgroup> unitsSecond: array<vec4f, UNITS_TURNS * WORKGROUP_SIZE>;
// What the units pass back is as large as their δ, where there is but one gate.
var<workgroup> unitsSize: array<vec4f, UNITS_SIZES>;

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
  unitsBegin();
  unitsFirst[unitsTurn + unitsLane] = first;
  unitsSecond[unitsTurn + unitsLane] = second;
  workgroupBarrier();
}

// The same for the gates' δ; `size` is that of all a unit passes back.
fn exchangeGiveDelta(delta: Gates, second: vec4f, size: vec4f) {
  unitsBegin();
  for (var q = 0u; q < GATES; q++) { unitsFirst[unitsTurn + q * WORKGROUP_SIZE + unitsLane] = delta[q]; }
  unitsSecond[unitsTurn + unitsLane] = second;
  if (GATES > 1u) { unitsSize[unitsLane % UNITS_SIZES] = size; }
  workgroupBarrier();
}

fn unitsBegin() {
  if (UNITS_TURNS == 2u) { unitsTurn = WORKGROUP_SIZE - unitsTurn; } else { workgroupBarrier(); }
  unitsAt = unitsTurn + unitsLane - unitsLane % HIDDEN;
}

// The largest |first| that the units gave.
fn exchangeLargest() -> vec4f {
  var largest = vec4f(0.0);
  for (var j = 0u; j < HIDDEN; j++) { largest = max(largest, abs(unitsFirst[unitsAt + j])); }
  return largest;
}

// The largest of the sizes that came with the δ.
fn exchangeLargestDelta() -> vec4f {
  if (GATES == 1u) { return exchangeLargest(); }
  var largest = vec4f(0.0);
  for (var j = 0u; j < HIDDEN; j++) { largest = max(largest, unitsSize[(unitsAt + j) % UNITS_SIZES]); }
  return largest;
}

// The sum of what the units gave first.
fn exchangeSum() -> vec4f {
  var sum = vec4f(0.0);
  for (var j = 0u; j < HIDDEN; j++) { sum += unitsFirst[unitsAt + j]; }
  return sum;
}

// (W_hh v)_i of each gate for the vector v that the units gave first.
fn exchangeTimesRow() -> Gates {
  var product: Gates;
  for (var q = 0u; q < GATES; q++) {
    var sum = vec4f(0.0);
    for (var j = 0u; j < HIDDEN; j++) { sum += weightHh[q * HIDDEN + j] * unitsFirst[unitsAt + j]; }
    product[q] = sum;
  }
  return product;
}

// (W_out v)_o.
fn exchangeOutput(o: u32) -> vec4f {
  let at = stateAt + STATE_PARAMETERS_AT + PARAMETER_OUT_AT + o * HIDDEN;
  var sum = vec4f(0.0);
  for (var j = 0u; j < HIDDEN; j++) { sum += stateFloat(at + j) * unitsFirst[unitsAt + j]; }
  return sum;
}

// (W_hhᵀ δ)_i for the δ that the units gave; what they gave second goes with `toGradient` into this unit's rows of ∂L/∂W_hh.
fn exchangeTimesColumn(toGradient: Gates) -> vec4f {
  var sum = vec4f(0.0);
  for (var q = 0u; q < GATES; q++) {
    let at = stateAt + STATE_PARAMETERS_AT + PARAMETER_HH_AT + q * HIDDEN * HIDDEN + unit;
    for (var j = 0u; j < HIDDEN; j++) {
      sum += stateFloat(at + j * HIDDEN) * unitsFirst[unitsAt + q * WORKGROUP_SIZE + j];
      gradientHh[q * HIDDEN + j] += dot(toGradient[q], unitsSecond[unitsAt + j]);
    }
  }
  return sum;
}
