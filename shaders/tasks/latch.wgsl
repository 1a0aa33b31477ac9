// The latching problem, the twin of src/model/tasks/latch.ts: a class in the first steps, then noise.

// Rows of a sequence: its word in two halves, its class, the steps of the signal, and the noise per unit of latchBell.
const LATCH_ROWS: u32 = 5u;
const LATCH_BELL_MEAN: i32 = 131070;
var<private> latchRows: array<vec4f, LATCH_ROWS>;

fn latchPrepare(group: u32) {
  for (var row = 0u; row < LATCH_ROWS; row++) {
    latchRows[row] = data[DATA_SEQUENCES_AT + row * DATA_GROUPS + group];
  }
}

fn latchInput(t: u32, unroll: u32, k: u32, group: u32) -> vec4f {
  latchPrepare(group);
  return latchPrepared(t, unroll, k, group);
}

fn latchPrepared(t: u32, unroll: u32, k: u32, group: u32) -> vec4f {
  let label = select(vec4f(0.0), latchRows[2], vec4u(t) <= vec4u(latchRows[3]));
  return label + latchRows[4] * latchBell(t);
}

// The sum of four uniform 16-bit integers less its mean.
fn latchBell(t: u32) -> vec4f {
  let one = counterHash(latchRows[0], latchRows[1], 2u * t);
  let two = counterHash(latchRows[0], latchRows[1], 2u * t + 1u);
  let low = vec4u(0xffffu);
  let sum = (one >> vec4u(16u)) + (one & low) + (two >> vec4u(16u)) + (two & low);
  return vec4f(vec4i(sum) - LATCH_BELL_MEAN);
}
