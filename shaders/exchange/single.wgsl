// The exchange of a network of one unit: nothing to exchange, so no barrier, and every number stays in a register.

var<private> singleVector: vec4f;
var<private> singleState: vec4f;
var<private> singleDelta: Gates;

// The gates' δ of this unit under one power of two each for the recurrent and the input's products.
struct ExchangedDelta {
  recurrent: Gates,
  recurrentExponent: vec4i,
  input: Gates,
  inputExponent: vec4i,
}

fn exchangeBegin(lane: u32) {}

fn exchangeShare(own: Scaled4, statePart: vec4f) -> Scaled4 {
  let exponent = scaledExponentSum(scaledExponentOf(own.mantissa), own.exponent);
  singleVector = singleUnder(own, exponent);
  singleState = statePart;
  return Scaled4(singleVector, exponent);
}

fn exchangeShareDelta(own: CellBackward, statePart: vec4f) -> ExchangedDelta {
  var delta: ExchangedDelta;
  delta.recurrentExponent = singleLargest(own.recurrent);
  delta.inputExponent = singleLargest(own.input);
  for (var q = 0u; q < GATES; q++) {
    delta.recurrent[q] = singleUnder(own.recurrent[q], delta.recurrentExponent);
    delta.input[q] = singleUnder(own.input[q], delta.inputExponent);
  }
  singleDelta = delta.recurrent;
  singleState = statePart;
  return delta;
}

fn exchangeVector(j: u32) -> vec4f { return singleVector; }

fn exchangeDelta(q: u32, j: u32) -> vec4f { return singleDelta[q]; }

fn exchangeState(j: u32) -> vec4f { return singleState; }

fn singleLargest(own: Gates4) -> vec4i {
  var largest = vec4i(NO_EXPONENT);
  for (var q = 0u; q < GATES; q++) {
    largest = max(largest, scaledExponentSum(scaledExponentOf(own[q].mantissa), own[q].exponent));
  }
  return largest;
}

fn singleUnder(own: Scaled4, exponent: vec4i) -> vec4f {
  return select(own.mantissa * scaledPower(own.exponent - exponent), vec4f(0.0), exponent < vec4i(ZERO_BELOW));
}
