// What the host and all kernels agree on: the buffers, and where base draws and data stand in theirs.
// Written once more, in the same order, in src/engine/webgpu/layout.ts.

// Slice and Network are those of the mode: state.wgsl, training/state.wgsl.
@group(0) @binding(0) var<uniform> slice: Slice;
@group(0) @binding(1) var<storage, read> networks: array<Network>;
// Base draws per replicate, shared by all networks.
@group(0) @binding(2) var<storage, read> weights: array<f32>;
// Targets, initial state and sequences, four sequences of the batch per element.
@group(0) @binding(3) var<storage, read> data: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> tape: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> tapeExponent: array<vec4i>;
// Everything a network takes from one dispatch to the next; floats as their bits, which no adapter flushes.
@group(0) @binding(6) var<storage, read_write> state: array<u32>;
@group(0) @binding(7) var<storage, read_write> results: array<u32>;
// ‖∂L/∂s_t‖² per step, outputs and Jacobian norms: only where one network is inspected.
@group(0) @binding(8) var<storage, read_write> trace: array<u32>;

// weights, per replicate: the largest |weight_ih| and |bias|, then the matrices row by row, gate after gate; of weight_hh
// also each gate's block transposed.
const WEIGHT_LARGEST_IH_AT: u32 = 0u;
const WEIGHT_LARGEST_BIAS_AT: u32 = 1u;
const WEIGHT_IH_AT: u32 = 2u;
const WEIGHT_HH_AT: u32 = WEIGHT_IH_AT + GATES * HIDDEN * INPUTS;
const WEIGHT_HH_TRANSPOSED_AT: u32 = WEIGHT_HH_AT + GATES * HIDDEN * HIDDEN;
const WEIGHT_BIAS_AT: u32 = WEIGHT_HH_TRANSPOSED_AT + GATES * HIDDEN * HIDDEN;
const WEIGHT_BIAS_HN_AT: u32 = WEIGHT_BIAS_AT + GATES * HIDDEN;
const WEIGHT_OUT_AT: u32 = WEIGHT_BIAS_HN_AT + RECURRENT_BIASES * HIDDEN;
const WEIGHT_OUT_BIAS_AT: u32 = WEIGHT_OUT_AT + OUTPUTS * HIDDEN;
const WEIGHT_STRIDE: u32 = WEIGHT_OUT_BIAS_AT + OUTPUTS;

// data: targets [O][B], the parts of the initial state [H][B] each, lengths [B], the task's sequences [rows][B], then its
// table as it is.
const DATA_INITIAL_AT: u32 = OUTPUTS * DATA_GROUPS;
const DATA_LENGTHS_AT: u32 = DATA_INITIAL_AT + PARTS * HIDDEN * DATA_GROUPS;
const DATA_SEQUENCES_AT: u32 = DATA_LENGTHS_AT + DATA_GROUPS;

// How many steps four sequences have at most, the fillers as many as are asked for.
fn bindingsLengths(group: u32) -> vec4u { return vec4u(data[DATA_LENGTHS_AT + group]); }

// 1 for the sequences that the batch (from group GROUPS on: the test) has, 0 for those that only fill the last four up.
fn bindingsMask(group: u32) -> vec4f {
  let inTest = group >= GROUPS;
  let first = 4u * select(group, group - GROUPS, inTest);
  return select(vec4f(0.0), vec4f(1.0), vec4u(first) + vec4u(0u, 1u, 2u, 3u) < vec4u(select(BATCH, TEST_BATCH, inTest)));
}
