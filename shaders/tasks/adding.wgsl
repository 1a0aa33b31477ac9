// The adding problem, the twin of src/model/tasks/adding.ts: numbers to pass by, two of them marked.

// Rows of a sequence: its word in two halves, the two marked values, and their places as 24-bit fractions of a half.
const ADDING_ROWS: u32 = 6u;
var<private> addingRows: array<vec4f, ADDING_ROWS>;

fn addingPrepare(group: u32) {
  for (var row = 0u; row < ADDING_ROWS; row++) {
    addingRows[row] = data[DATA_SEQUENCES_AT + row * DATA_GROUPS + group];
  }
}

fn addingInput(t: u32, unroll: u32, k: u32, group: u32) -> vec4f {
  addingPrepare(group);
  return addingPrepared(t, unroll, k, group);
}

fn addingPrepared(t: u32, unroll: u32, k: u32, group: u32) -> vec4f {
  let firstHalf = max(unroll / 2u, 1u);
  let first = vec4u(1u) + addingPlaceIn(firstHalf, addingRows[4]);
  let second = min(vec4u(firstHalf + 1u) + addingPlaceIn(unroll - firstHalf, addingRows[5]), vec4u(unroll));
  let atFirst = first == vec4u(t);
  let atSecond = second == vec4u(t);
  if (k == 1u) {
    return select(vec4f(0.0), vec4f(1.0), atFirst) + select(vec4f(0.0), vec4f(1.0), atSecond);
  }
  if (unroll == 1u) { return 0.5 * (addingRows[2] + addingRows[3]); }
  // The top 24 bits, which a float32 holds exactly.
  let passing = vec4f(counterHash(addingRows[0], addingRows[1], t) >> vec4u(8u)) * 5.9604644775390625e-8;
  return select(select(passing, addingRows[3], atSecond), addingRows[2], atFirst);
}

// floor(fraction × steps / 2^24) in parts that fit 32 bits.
fn addingPlaceIn(steps: u32, fraction: vec4f) -> vec4u {
  let whole = vec4u(fraction);
  let low = ((whole & vec4u(255u)) * steps) >> vec4u(8u);
  return ((whole >> vec4u(8u)) * steps + low) >> vec4u(16u);
}
