// Inputs given number by number, the twin of src/model/tasks/explicit.ts: sequences [T][I][B].

fn explicitPrepare(group: u32) {}

fn explicitPrepared(t: u32, unroll: u32, k: u32, group: u32) -> vec4f { return explicitInput(t, unroll, k, group); }

fn explicitInput(t: u32, unroll: u32, k: u32, group: u32) -> vec4f {
  return data[DATA_SEQUENCES_AT + ((t - 1u) * INPUTS + k) * DATA_GROUPS + group];
}
