// Long short-term memory, one unit of four sequences: the twin of src/model/cells/lstm.ts.
// c_t = f ∘ c_(t−1) + i ∘ g, h_t = o ∘ tanh(c_t) with i, f, o = σ(a), g = tanh(a_g).

// Gates in the order of their rows; behind their pre-activations the tape keeps c_t.
const LSTM_I = 0u;
const LSTM_F = 1u;
const LSTM_G = 2u;
const LSTM_O = 3u;
const LSTM_C = 4u;

// The gates of one step in the order of their rows and tanh(c_t) behind them, each with its derivative. Loops, so that an
// exponential stands here twice and not ten times: what is compiled is as long as what is written.
struct LstmSeen { value: array<Scaled4, 5>, slope: array<Scaled4, 5> }

fn lstmSee(kept: Kept4) -> LstmSeen {
  var pre = kept;
  var seen: LstmSeen;
  for (var n = 0u; n < 3u; n++) {
    let q = select(n, LSTM_O, n == 2u);
    let sides = sigmoidSides(pre[q]);
    seen.value[q] = sides.value;
    seen.slope[q] = scaledTimes4(sides.value, sides.rest);
  }
  for (var q = LSTM_G; q <= LSTM_C; q += 2u) {
    let both = tanhWithSlope(pre[q]);
    seen.value[q] = both.value;
    seen.slope[q] = both.slope;
  }
  return seen;
}

fn lstmForward(
  recurrent: Gates,
  stateExponent: vec4i,
  input: Gates,
  recurrentBias: vec4f,
  inputExponent: vec4i,
  before: State4,
) -> CellForward {
  var step: CellForward;
  for (var q = 0u; q < GATES; q++) {
    step.kept[q] = scaledAdd4(Scaled4(recurrent[q], stateExponent), scaledOf4(input[q]));
  }
  // tanh(c_t) is not known yet: c_(t−1) stands in for it.
  step.kept[LSTM_C] = before[1];
  let gates = lstmSee(step.kept).value;
  let c = scaledAdd4(scaledTimes4(gates[LSTM_F], before[1]), scaledTimes4(gates[LSTM_I], gates[LSTM_G]));
  step.kept[LSTM_C] = c;
  step.state[0] = scaledTimes4(gates[LSTM_O], tanhValue(c.mantissa, c.exponent));
  step.state[1] = c;
  return step;
}

fn lstmBackward(kept: Kept4, before: State4, gradient: State4) -> CellBackward {
  let seen = lstmSee(kept);
  let dh = gradient[0];
  let throughC = scaledTimes4(scaledTimes4(dh, seen.value[LSTM_O]), seen.slope[LSTM_C]);
  let dc = scaledAdd4(gradient[1], throughC);
  var step: CellBackward;
  step.recurrent[LSTM_I] = scaledTimes4(scaledTimes4(dc, seen.value[LSTM_G]), seen.slope[LSTM_I]);
  step.recurrent[LSTM_F] = scaledTimes4(scaledTimes4(dc, before[1]), seen.slope[LSTM_F]);
  step.recurrent[LSTM_G] = scaledTimes4(scaledTimes4(dc, seen.value[LSTM_I]), seen.slope[LSTM_G]);
  step.recurrent[LSTM_O] = scaledTimes4(scaledTimes4(dh, seen.value[LSTM_C]), seen.slope[LSTM_O]);
  step.input = step.recurrent;
  step.direct[0] = CELL_ZERO;
  step.direct[1] = scaledNormalised4(scaledTimes4(dc, seen.value[LSTM_F]));
  return step;
}

// The change of (h_t, c_t) where h_(t−1) and c_(t−1) change by `tangent` and W_hh h_(t−1) by `recurrent`.
fn lstmTangent(kept: Kept4, before: State4, recurrent: Gates4, tangent: State4) -> State4 {
  let seen = lstmSee(kept);
  var da: Gates4;
  for (var q = 0u; q < GATES; q++) { da[q] = scaledTimes4(seen.slope[q], recurrent[q]); }
  let stays = scaledAdd4(scaledTimes4(seen.value[LSTM_F], tangent[1]), scaledTimes4(before[1], da[LSTM_F]));
  let toG = scaledTimes4(seen.value[LSTM_I], da[LSTM_G]);
  let written = scaledAdd4(scaledTimes4(seen.value[LSTM_G], da[LSTM_I]), toG);
  var after: State4;
  after[1] = scaledAdd4(stays, written);
  let throughC = scaledTimes4(scaledTimes4(seen.value[LSTM_O], seen.slope[LSTM_C]), after[1]);
  after[0] = scaledAdd4(scaledTimes4(seen.value[LSTM_C], da[LSTM_O]), throughC);
  return after;
}

// Training: the gates and tanh(c_t) with their derivatives, as LstmSeen has them.
struct LstmPlain { state: PlainState, value: array<vec4f, 5>, slope: array<vec4f, 5> }

fn lstmPlainForward(recurrent: Gates, input: Gates, recurrentBias: vec4f, before: PlainState) -> PlainForward {
  var step: PlainForward;
  var gates: Gates;
  for (var q = 0u; q < GATES; q++) { step.kept[q] = recurrent[q] + input[q]; }
  for (var n = 0u; n < 3u; n++) {
    let q = select(n, LSTM_O, n == 2u);
    gates[q] = sigmoidState(step.kept[q]);
  }
  step.state[1] = gates[LSTM_F] * before[1] + gates[LSTM_I] * tanhState(step.kept[LSTM_G]);
  step.state[0] = gates[LSTM_O] * tanhState(step.state[1]);
  return step;
}

fn lstmPlainSee(rows: PlainRows) -> LstmPlain {
  var pre = rows;
  var seen: LstmPlain;
  seen.state[0] = rows[4];
  seen.state[1] = rows[5];
  // tanh(c_t) is seen behind the gates.
  pre[LSTM_C] = rows[5];
  for (var n = 0u; n < 3u; n++) {
    let q = select(n, LSTM_O, n == 2u);
    let both = sigmoidBoth(pre[q]);
    seen.value[q] = both.value;
    seen.slope[q] = both.slope;
  }
  for (var q = LSTM_G; q <= LSTM_C; q += 2u) {
    let both = tanhBoth(pre[q]);
    seen.value[q] = both.value;
    seen.slope[q] = both.slope;
  }
  return seen;
}

fn lstmPlainBackward(seen: LstmPlain, before: PlainState, gradient: PlainState) -> PlainBackward {
  let dh = gradient[0];
  let dc = gradient[1] + dh * seen.value[LSTM_O] * seen.slope[LSTM_C];
  var step: PlainBackward;
  step.recurrent[LSTM_I] = dc * seen.value[LSTM_G] * seen.slope[LSTM_I];
  step.recurrent[LSTM_F] = dc * before[1] * seen.slope[LSTM_F];
  step.recurrent[LSTM_G] = dc * seen.value[LSTM_I] * seen.slope[LSTM_G];
  step.recurrent[LSTM_O] = dh * seen.value[LSTM_C] * seen.slope[LSTM_O];
  step.input = step.recurrent;
  step.direct[1] = dc * seen.value[LSTM_F];
  return step;
}
