// The exchange of a network of one unit in training: nothing to exchange, so no barrier; every number is in a register.

var<private> singleFirst: vec4f;
var<private> singleSecond: vec4f;
var<private> singleDelta: Gates;
var<private> singleSize: vec4f;

fn exchangeBegin(lane: u32) {}

// No other network waits for this one …
fn exchangeLongest(firstNetwork: u32) -> u32 { return network.unroll; }

// … and it need not wait for others once it is done: whoever is still here is at work, at every step of its own.
fn exchangeMayLeave() -> bool { return !running; }

fn exchangeIsAt(t: u32) -> bool { return true; }

fn exchangeWayBack(firstT: u32) -> u32 { return select(0u, firstT, running); }

fn exchangeSettle() {}

fn exchangeGive(first: vec4f, second: vec4f) {
  singleFirst = first;
  singleSecond = second;
}

fn exchangeGiveDelta(delta: Gates, second: vec4f, size: vec4f) {
  singleDelta = delta;
  singleSecond = second;
  singleSize = size;
}

fn exchangeLargest() -> vec4f { return abs(singleFirst); }

fn exchangeLargestDelta() -> vec4f { return singleSize; }

fn exchangeSum() -> vec4f { return singleFirst; }

fn exchangeTimesRow() -> Gates {
  var product: Gates;
  for (var q = 0u; q < GATES; q++) { product[q] = weightHh[q] * singleFirst; }
  return product;
}

fn exchangeOutput(o: u32) -> vec4f { return weightOut[o] * singleFirst; }

fn exchangeTimesColumn(toGradient: Gates) -> vec4f {
  var sum = vec4f(0.0);
  for (var q = 0u; q < GATES; q++) {
    gradientHh[q] += dot(toGradient[q], singleSecond);
    sum += weightHh[q] * singleDelta[q];
  }
  return sum;
}
