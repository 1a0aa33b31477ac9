// Inputs given number by number, the twin of src/model/tasks/explicit.ts: sequences [T][I][B].

fn explicitInput(t: u32, unroll: u32, k: u32, group: u32) -> vec4f {
  return data[DATA_SEQUENCES_AT + ((t - 1u) * INPUTS + k) * GROUPS + group];
}
