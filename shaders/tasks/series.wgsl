// Windows of price series, the twin of src/model/tasks/series.ts: all sequences read one table of scaled prices.

// Rows of a sequence: where in the table the day to predict stands, and how many days come before.
const SERIES_TABLE_AT: u32 = DATA_SEQUENCES_AT + 2u * DATA_GROUPS;
var<private> seriesTarget: vec4u;
var<private> seriesHistory: vec4u;

fn seriesPrepare(group: u32) {
  seriesTarget = vec4u(data[DATA_SEQUENCES_AT + group]);
  seriesHistory = vec4u(data[DATA_SEQUENCES_AT + DATA_GROUPS + group]);
}

fn seriesInput(t: u32, unroll: u32, k: u32, group: u32) -> vec4f {
  seriesPrepare(group);
  return seriesPrepared(t, unroll, k, group);
}

fn seriesPrepared(t: u32, unroll: u32, k: u32, group: u32) -> vec4f {
  let steps = min(vec4u(unroll), seriesHistory);
  let reads = vec4u(t) <= steps;
  let at = select(vec4u(0u), seriesTarget + vec4u(t - 1u) - steps, reads);
  let prices = vec4f(seriesPrice(at.x), seriesPrice(at.y), seriesPrice(at.z), seriesPrice(at.w));
  return select(vec4f(0.0), prices, reads);
}

fn seriesPrice(at: u32) -> f32 {
  return data[SERIES_TABLE_AT + at / 4u][at % 4u];
}
