// The notes' prices, the twin of src/model/tasks/prices.ts: yesterday's price at t = 1, today's at t = T.

// Rows of the sequences: 0 at t = 1, 1 in between, 2 at t = T.
fn pricesInput(t: u32, unroll: u32, k: u32, group: u32) -> vec4f {
  let row = select(select(1u, 0u, t == 1u), 2u, t == unroll);
  return data[DATA_SEQUENCES_AT + row * GROUPS + group];
}
