// The exchange of a network of one unit: nothing to exchange, so no barrier, and every number stays in a register.

var<private> singleVector: vec4f;
var<private> singleState: vec4f;

fn exchangeBegin(lane: u32) {}

fn exchangeShare(own: Scaled4, statePart: vec4f) -> Scaled4 {
  let exponent = scaledExponentSum(scaledExponentOf(own.mantissa), own.exponent);
  let down = scaledPower(own.exponent - exponent);
  singleVector = select(own.mantissa * down, vec4f(0.0), exponent < vec4i(ZERO_BELOW));
  singleState = statePart;
  return Scaled4(singleVector, exponent);
}

fn exchangeVector(j: u32) -> vec4f { return singleVector; }

fn exchangeState(j: u32) -> vec4f { return singleState; }
