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

fn accumulatorExponent(accumulator: u32) -> i32 {
  return stateLoadExponent(stateAt + STATE_ACCUMULATOR_EXPONENTS + accumulator);
}

// Written by one unit at the end of a stage, after a storage barrier: all units read it at the stage's beginning.
fn accumulatorStoreExponent(accumulator: u32, exponent: i32) {
  if (exists && unit == 0u) { stateStoreExponent(stateAt + STATE_ACCUMULATOR_EXPONENTS + accumulator, exponent); }
}
