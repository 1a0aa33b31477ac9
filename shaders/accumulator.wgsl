// Values under one common power of two, to which terms of any scale are added: the twin of ScaledAccumulator.

// What adding four terms (one per sequence) does to an accumulator's power of two.
struct AccumulatorLift {
  exponent: i32,
  // Factor on everything that was accumulated before.
  shrink: f32,
  // Factor on each of the four terms.
  terms: vec4f,
}

fn accumulatorLift(exponent: i32, terms: vec4i) -> AccumulatorLift {
  let largest = max(max(max(terms.x, terms.y), max(terms.z, terms.w)), exponent);
  return AccumulatorLift(largest, scaledPower1(exponent - largest), scaledPower(terms - vec4i(largest)));
}
