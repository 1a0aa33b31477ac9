// How the units of a network exchange vectors when there are several: one lane each, through workgroup memory.

var<workgroup> unitsExponent: array<vec4i, WORKGROUP_SIZE>;
var<workgroup> unitsVector: array<vec4f, WORKGROUP_SIZE>;
var<workgroup> unitsState: array<vec4f, WORKGROUP_SIZE>;

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
  var agreed = vec4i(NO_EXPONENT);
  for (var j = 0u; j < HIDDEN; j++) { agreed = max(agreed, unitsExponent[unitsFirstLane + j]); }
  let down = scaledPower(own.exponent - agreed);
  let mantissa = select(own.mantissa * down, vec4f(0.0), agreed < vec4i(ZERO_BELOW));
  unitsVector[unitsLane] = mantissa;
  unitsState[unitsLane] = statePart;
  workgroupBarrier();
  return Scaled4(mantissa, agreed);
}

// The parts that the units gave last.
fn exchangeVector(j: u32) -> vec4f { return unitsVector[unitsFirstLane + j]; }

fn exchangeState(j: u32) -> vec4f { return unitsState[unitsFirstLane + j]; }
