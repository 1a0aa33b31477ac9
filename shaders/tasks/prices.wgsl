// The notes' prices, the twin of src/model/tasks/prices.ts: yesterday's price at t = 1, today's at t = T.

// The same rows in registers, for kernels that ask for them millions of times.
var<private> pricesRows: array<vec4f, 3>;

fn pricesPrepare(group: u32) {
  pricesRows[0] = data[DATA_SEQUENCES_AT + group];
  pricesRows[1] = data[DATA_SEQUENCES_AT + DATA_GROUPS + group];
  pricesRows[2] = data[DATA_SEQUENCES_AT + 2u * DATA_GROUPS + group];
}

fn pricesPrepared(t: u32, unroll: u32, k: u32, group: u32) -> vec4f {
  return select(select(pricesRows[1], pricesRows[0], t == 1u), pricesRows[2], t == unroll);
}

// Rows of the sequences: 0 at t = 1, 1 in between, 2 at t = T.
fn pricesInput(t: u32, unroll: u32, k: u32, group: u32) -> vec4f {
  let row = select(select(1u, 0u, t == 1u), 2u, t == unroll);
  return data[DATA_SEQUENCES_AT + row * DATA_GROUPS + group];
}
