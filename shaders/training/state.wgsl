// What the training kernel keeps between dispatches and hands back, and where each number stands.
// Written once more, in the same order, in src/engine/webgpu/trainingLayout.ts.

struct Slice {
  // Networks still in training, rows of the tape, and networks that the tile began with.
  networks: u32,
  longestUnroll: u32,
  capacity: u32,
  // This dispatch: training steps firstStep … lastStep, the first of them from position firstPosition on, the last of
  // them up to before endPosition. A step's positions: forward t = 1…T, readout, backward t = T…1 per group; the update.
  firstStep: u32,
  lastStep: u32,
  firstPosition: u32,
  endPosition: u32,
  // Whether this is the one pass over the sequences that training never sees, after its end. Its positions: forward
  // t = 1…T and readout per group.
  isTest: u32,
}

struct Network {
  unroll: u32,
  replicate: u32,
  recurrentScale: f32,
  inputScale: f32,
  readoutScale: f32,
  biasScale: f32,
  // The network's place in the tile, which its state, tape and results keep while others drop out.
  place: u32,
  steps: u32,
  learningRate: f32,
  momentum: f32,
  // Negative for no clipping.
  clipNorm: f32,
  targetLoss: f32,
  // The step with which the window of its last steps begins.
  windowStart: u32,
  // The factor of the forget gate's bias, in place of biasScale.
  forgetScale: f32,
  unused0: u32,
  unused1: u32,
}

// state, per network: the carry's power of two, that of the gradients, the squared error so far, Adam's filling.
const STATE_CARRY_EXPONENT: u32 = 0u;
const STATE_GRADIENT_EXPONENT: u32 = 4u;
const STATE_SQUARED_ERROR: u32 = 5u;
const STATE_FILLED: u32 = 7u;
// Then three blocks of the same shape: parameters, gradients, and each parameter's two moments.
const STATE_PARAMETERS_AT: u32 = 9u;
const PARAMETER_IH_AT: u32 = 0u;
const PARAMETER_HH_AT: u32 = PARAMETER_IH_AT + GATES * HIDDEN * INPUTS;
const PARAMETER_BIAS_AT: u32 = PARAMETER_HH_AT + GATES * HIDDEN * HIDDEN;
const PARAMETER_BIAS_HN_AT: u32 = PARAMETER_BIAS_AT + GATES * HIDDEN;
const PARAMETER_OUT_AT: u32 = PARAMETER_BIAS_HN_AT + RECURRENT_BIASES * HIDDEN;
const PARAMETER_OUT_BIAS_AT: u32 = PARAMETER_OUT_AT + OUTPUTS * HIDDEN;
const PARAMETERS: u32 = PARAMETER_OUT_BIAS_AT + OUTPUTS;
const STATE_GRADIENTS_AT: u32 = STATE_PARAMETERS_AT + PARAMETERS;
const STATE_MOMENTS_AT: u32 = STATE_GRADIENTS_AT + PARAMETERS;
// Last, per unit: what is on its way through the steps, part by part of the state.
const STATE_UNITS_AT: u32 = STATE_MOMENTS_AT + MOMENTS * PARAMETERS;
const UNIT_STRIDE: u32 = 4u * PARTS;
const STATE_STRIDE: u32 = STATE_UNITS_AT + HIDDEN * UNIT_STRIDE;

// results, per network: canary, how the run stands, ten scaled losses and norms, canary; the loss of the test.
const RESULT_STRIDE: u32 = 28u;
const RESULT_STATUS_AT: u32 = 1u;
const RESULT_STEP_AT: u32 = 2u;
const RESULT_STEPS_TO_TARGET_AT: u32 = 3u;
const RESULT_NUMBERS_AT: u32 = 4u;
const RESULT_LAST_AT: u32 = 24u;
const RESULT_TEST_AT: u32 = 25u;
const CANARY: u32 = 0x5eed1e55u;

// How a run stands.
const RUNNING: u32 = 0u;
const FINISHED: u32 = 1u;
const DIVERGED: u32 = 2u;

// trace, per training step: mantissa and exponent of the loss, and of the gradient's norm.
const TRACE_STRIDE: u32 = 4u;

fn stateFloat(at: u32) -> f32 { return bitcast<f32>(state[at]); }

fn stateSetFloat(at: u32, value: f32) { state[at] = bitcast<u32>(value); }

fn stateVector(at: u32) -> vec4f {
  return bitcast<vec4f>(vec4u(state[at], state[at + 1u], state[at + 2u], state[at + 3u]));
}

fn stateSetVector(at: u32, value: vec4f) {
  let words = bitcast<vec4u>(value);
  for (var c = 0u; c < 4u; c++) { state[at + c] = words[c]; }
}
