// The exchange of a network of one unit: nothing to exchange, so no barrier, and every number stays in a register.

var<private> singleVector: vec4f;
var<private> singleState: vec4f;
var<private> singleDelta: Gates;

fn exchangeBegin(lane: u32) {}

fn exchangeShare(own: Scaled4, statePart: vec4f) -> Scaled4 {
  let exponent = scaledExponentSum(scaledExponentOf(own.mantissa), own.exponent);
  singleVector = scaledUnder4(own, exponent);
  singleState = statePart;
  return Scaled4(singleVector, exponent);
}

fn exchangeShareDelta(own: CellBackward, statePart: vec4f) -> CellDelta {
  var delta: CellDelta;
  delta.recurrentExponent = cellLargestExponent(own.recurrent);
  delta.inputExponent = cellLargestExponent(own.input);
  for (var q = 0u; q < GATES; q++) {
    delta.recurrent[q] = scaledUnder4(own.recurrent[q], delta.recurrentExponent);
    delta.input[q] = scaledUnder4(own.input[q], delta.inputExponent);
  }
  singleDelta = delta.recurrent;
  singleState = statePart;
  return delta;
}

fn exchangeVector(j: u32) -> vec4f { return singleVector; }

fn exchangeDelta(q: u32, j: u32) -> vec4f { return singleDelta[q]; }

fn exchangeState(j: u32) -> vec4f { return singleState; }
