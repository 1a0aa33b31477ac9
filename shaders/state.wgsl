// What the gradient kernels keep between dispatches and hand back: state, results and trace, and how they are read.
// Written once more, in the same order, in src/engine/webgpu/layout.ts.

struct Slice {
  // Networks of the tile.
  networks: u32,
  // Rows of the tape: the longest unroll of the tile.
  longestUnroll: u32,
  // Which four sequences of the batch.
  group: u32,
  // The time steps of this dispatch, first … last, upwards or downwards.
  first: u32,
  last: u32,
  // Lanczos iteration.
  iteration: u32,
}

struct Network {
  unroll: u32,
  replicate: u32,
  recurrentScale: f32,
  inputScale: f32,
  readoutScale: f32,
  biasScale: f32,
  // The network's place in the tile; lanes are ordered by unroll length, so that neighbours end together.
  place: u32,
  // The factor of the forget gate's bias, in place of biasScale.
  forgetScale: f32,
}

// state, per network: scaled sums, exponents, the Lanczos matrix, ∂L/∂bias_out, then one block per unit.
// The sums: squared error, ‖∂L/∂s_0‖², ‖∂L/∂s_T‖², Σ|h_T|, largest squared Jacobian norm.
const STATE_SUMS: u32 = 0u;
const SUM_SQUARED_ERROR: u32 = 0u;
const SUM_FIRST: u32 = 1u;
const SUM_LAST: u32 = 2u;
const SUM_ABSOLUTE_STATE: u32 = 3u;
const SUM_JACOBIAN: u32 = 4u;
// Exponents of the six gradient accumulators.
const STATE_ACCUMULATOR_EXPONENTS: u32 = 10u;
const ACCUMULATOR_IH: u32 = 0u;
const ACCUMULATOR_HH: u32 = 1u;
const ACCUMULATOR_BIAS: u32 = 2u;
const ACCUMULATOR_OUT: u32 = 3u;
const ACCUMULATOR_OUT_BIAS: u32 = 4u;
const ACCUMULATOR_BIAS_HN: u32 = 5u;
const STATE_LANCZOS_EXPONENT: u32 = 16u;
const STATE_LANCZOS_BETA: u32 = 20u;
const STATE_LANCZOS_LARGEST: u32 = 24u;
const STATE_LANCZOS_AT: u32 = 28u;
const STATE_OUT_BIAS_AT: u32 = STATE_LANCZOS_AT + 8u * LANCZOS_STEPS;
const STATE_UNITS_AT: u32 = STATE_OUT_BIAS_AT + OUTPUTS;
// One unit: the carry's mantissas and exponents and two Lanczos vectors, each per part of the state; then its rows of the
// gradient accumulators, gate after gate.
const UNIT_CARRY: u32 = 0u;
const UNIT_VECTOR: u32 = 8u * PARTS;
const UNIT_PREVIOUS_VECTOR: u32 = 12u * PARTS;
const UNIT_BIAS: u32 = 16u * PARTS;
const UNIT_BIAS_HN: u32 = UNIT_BIAS + GATES;
const UNIT_IH: u32 = UNIT_BIAS_HN + RECURRENT_BIASES;
const UNIT_OUT: u32 = UNIT_IH + GATES * INPUTS;
const UNIT_HH: u32 = UNIT_OUT + OUTPUTS;
const UNIT_STRIDE: u32 = UNIT_HH + GATES * HIDDEN;
const STATE_STRIDE: u32 = STATE_UNITS_AT + HIDDEN * UNIT_STRIDE;

// results, per network: canary, eleven scaled numbers, canary. Canaries tell that this network was finished here.
const RESULT_STRIDE: u32 = 24u;
const RESULT_NUMBERS_AT: u32 = 1u;
const RESULT_LAST_AT: u32 = 23u;
const CANARY: u32 = 0x5eed1e55u;

// trace: outputs [O][group]; squared Jacobian norms [group]; (mantissa, exponent) of ‖∂L/∂s_t‖² for t = 0…T.
const TRACE_OUTPUTS_AT: u32 = 0u;
const TRACE_JACOBIAN_AT: u32 = TRACE_OUTPUTS_AT + OUTPUTS * GROUPS * 8u;
const TRACE_STEPS_AT: u32 = TRACE_JACOBIAN_AT + GROUPS * 8u;

fn stateLoad4(at: u32) -> vec4f {
  return bitcast<vec4f>(vec4u(state[at], state[at + 1u], state[at + 2u], state[at + 3u]));
}

fn stateLoadExponents(at: u32) -> vec4i {
  return bitcast<vec4i>(vec4u(state[at], state[at + 1u], state[at + 2u], state[at + 3u]));
}

fn stateStore4(at: u32, value: vec4f) {
  stateStoreWords(at, bitcast<vec4u>(value));
}

fn stateStoreWords(at: u32, words: vec4u) {
  state[at] = words.x;
  state[at + 1u] = words.y;
  state[at + 2u] = words.z;
  state[at + 3u] = words.w;
}

fn stateStoreExponents(at: u32, value: vec4i) {
  stateStoreWords(at, bitcast<vec4u>(value));
}

// Exponents in the state are counted from NO_EXPONENT on, so that a cleared buffer holds exact zeros.
fn stateLoadExponent(at: u32) -> i32 { return bitcast<i32>(state[at]) + NO_EXPONENT; }

fn stateStoreExponent(at: u32, exponent: i32) { state[at] = bitcast<u32>(exponent - NO_EXPONENT); }

fn stateLoadScaled(at: u32) -> Scaled {
  return Scaled(bitcast<f32>(state[at]), stateLoadExponent(at + 1u));
}

fn stateStoreScaled(at: u32, value: Scaled) {
  state[at] = bitcast<u32>(value.mantissa);
  stateStoreExponent(at + 1u, value.exponent);
}

// Numbers that the inspection reads as (four mantissas, four exponents).
fn stateTrace4(at: u32, value: Scaled4) {
  let mantissa = bitcast<vec4u>(value.mantissa);
  let exponent = bitcast<vec4u>(value.exponent);
  for (var c = 0u; c < 4u; c++) {
    trace[at + c] = mantissa[c];
    trace[at + 4u + c] = exponent[c];
  }
}

// Adds to ‖∂L/∂s_t‖² of an inspected network; a cleared trace holds exact zeros, as the state does.
fn stateTraceStep(t: u32, terms: Scaled4, writes: bool) {
  if (!writes) { return; }
  let at = TRACE_STEPS_AT + 2u * t;
  let before = Scaled(bitcast<f32>(trace[at]), bitcast<i32>(trace[at + 1u]) + NO_EXPONENT);
  let sum = scaledSum4(before, terms);
  trace[at] = bitcast<u32>(sum.mantissa);
  trace[at + 1u] = bitcast<u32>(sum.exponent - NO_EXPONENT);
}
