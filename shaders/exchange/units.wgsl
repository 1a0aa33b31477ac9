// How the units of a network exchange vectors when there are several: one lane each, through workgroup memory.

var<workgroup> unitsExponent: array<vec4i, WORKGROUP_SIZE>;
// Only of cells whose gates pass something else on to the input than to the state.
var<workgroup> unitsInputExponent: array<vec4i, INPUT_EXPONENTS>;
// One vector, or the gates' δ.
var<workgroup> unitsVector: array<vec4f, GATES * WORKGROUP_SIZE>;
var<workgroup> unitsState: array<vec4f, WORKGROUP_SIZE>;

const INPUT_EXPONENTS: u32 = select(1u, WORKGROUP_SIZE, DELTAS_DIFFER);

var<private> unitsLane: u32;
var<private> unitsFirstLane: u32;

fn exchangeBegin(lane: u32) {
  unitsLane = lane;
  unitsFirstLane = lane - lane % HIDDEN;
}

// All units agree on one power of two and give their parts under it; `statePart` travels along as it is.
// To be called by all lanes together: it holds two barriers, between which nothing shared is read.
fn exchangeShare(own: Scaled4, statePart: vec4f) -> Scaled4 {
  unitsExponent[unitsLane] = scaledExponentSum(scaledExponentOf(own.mantissa), own.exponent);
  workgroupBarrier();
  let agreed = unitsAgreed();
  let mantissa = scaledUnder4(own, agreed);
  unitsVector[unitsLane] = mantissa;
  unitsState[unitsLane] = statePart;
  workgroupBarrier();
  return Scaled4(mantissa, agreed);
}

// The same for the δ of all gates.
fn exchangeShareDelta(own: CellBackward, statePart: vec4f) -> CellDelta {
  var delta: CellDelta;
  unitsExponent[unitsLane] = cellLargestExponent(own.recurrent);
  if (DELTAS_DIFFER) { unitsInputExponent[unitsLane % INPUT_EXPONENTS] = cellLargestExponent(own.input); }
  workgroupBarrier();
  delta.recurrentExponent = unitsAgreed();
  delta.inputExponent = delta.recurrentExponent;
  if (DELTAS_DIFFER) {
    delta.inputExponent = vec4i(NO_EXPONENT);
    for (var j = 0u; j < HIDDEN; j++) {
      delta.inputExponent = max(delta.inputExponent, unitsInputExponent[(unitsFirstLane + j) % INPUT_EXPONENTS]);
    }
  }
  for (var q = 0u; q < GATES; q++) {
    delta.recurrent[q] = scaledUnder4(own.recurrent[q], delta.recurrentExponent);
    delta.input[q] = scaledUnder4(own.input[q], delta.inputExponent);
    unitsVector[q * WORKGROUP_SIZE + unitsLane] = delta.recurrent[q];
  }
  unitsState[unitsLane] = statePart;
  workgroupBarrier();
  return delta;
}

// The parts that the units gave last.
fn exchangeVector(j: u32) -> vec4f { return unitsVector[unitsFirstLane + j]; }

fn exchangeDelta(q: u32, j: u32) -> vec4f { return unitsVector[q * WORKGROUP_SIZE + unitsFirstLane + j]; }

fn exchangeState(j: u32) -> vec4f { return unitsState[unitsFirstLane + j]; }

fn unitsAgreed() -> vec4i {
  var agreed = vec4i(NO_EXPONENT);
  for (var j = 0u; j < HIDDEN; j++) { agreed = max(agreed, unitsExponent[unitsFirstLane + j]); }
  return agreed;
}
