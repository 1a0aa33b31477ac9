// The exchange of a network of one unit in training: nothing to exchange, so no barrier; every number is in a register.

var<private> singleFirst: vec4f;
var<private> singleSecond: vec4f;

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

fn exchangeLargest() -> vec4f { return abs(singleFirst); }

fn exchangeSum() -> vec4f { return singleFirst; }

fn exchangeTimesRow() -> vec4f { return weightHh[0] * singleFirst; }

fn exchangeOutput(o: u32) -> vec4f { return weightOut[o] * singleFirst; }

fn exchangeTimesColumn(toGradient: vec4f) -> vec4f {
  gradientHh[0] += dot(toGradient, singleSecond);
  return weightHh[0] * singleFirst;
}
