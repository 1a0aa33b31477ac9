// The gated recurrent unit, one unit of four sequences: the twin of src/model/cells/gru.ts.
// m = W_hn h_(t−1) + b_hn, n = tanh(W_in x_t + b_n + r ∘ m), h_t = (1 − z) ∘ n + z ∘ h_(t−1) with r, z = σ(a).

// Gates in the order of their rows; behind their pre-activations the tape keeps m.
const GRU_R = 0u;
const GRU_Z = 1u;
const GRU_N = 2u;
const GRU_M = 3u;

// The gates of one step with their derivatives; `rest` = 1 − z = σ(−a_z).
struct GruSeen { value: Gates4, slope: Gates4, rest: Scaled4 }

fn gruSee(kept: Kept4) -> GruSeen {
  var pre = kept;
  var seen: GruSeen;
  for (var q = GRU_R; q <= GRU_Z; q++) {
    let sides = sigmoidSides(pre[q]);
    seen.value[q] = sides.value;
    seen.slope[q] = scaledTimes4(sides.value, sides.rest);
    seen.rest = sides.rest;
  }
  let both = tanhWithSlope(pre[GRU_N]);
  seen.value[GRU_N] = both.value;
  seen.slope[GRU_N] = both.slope;
  return seen;
}

fn gruForward(
  recurrent: Gates,
  stateExponent: vec4i,
  input: Gates,
  recurrentBias: vec4f,
  inputExponent: vec4i,
  before: State4,
) -> CellForward {
  var step: CellForward;
  for (var q = GRU_R; q <= GRU_Z; q++) {
    step.kept[q] = scaledAdd4(Scaled4(recurrent[q], stateExponent), scaledOf4(input[q]));
  }
  step.kept[GRU_M] = scaledAdd4(Scaled4(recurrent[GRU_N], stateExponent), scaledOf4(recurrentBias));
  let seen = gruSee(step.kept);
  step.kept[GRU_N] = scaledAdd4(scaledOf4(input[GRU_N]), scaledTimes4(seen.value[GRU_R], step.kept[GRU_M]));
  let n = tanhValue(step.kept[GRU_N].mantissa, step.kept[GRU_N].exponent);
  step.state[0] = scaledAdd4(scaledTimes4(seen.rest, n), scaledTimes4(seen.value[GRU_Z], before[0]));
  return step;
}

fn gruBackward(kept: Kept4, before: State4, gradient: State4) -> CellBackward {
  let seen = gruSee(kept);
  let dh = gradient[0];
  let toN = scaledTimes4(scaledTimes4(dh, seen.rest), seen.slope[GRU_N]);
  let fromOld = scaledAdd4(before[0], scaledNegative4(seen.value[GRU_N]));
  var step: CellBackward;
  step.input[GRU_R] = scaledTimes4(scaledTimes4(toN, kept[GRU_M]), seen.slope[GRU_R]);
  step.input[GRU_Z] = scaledTimes4(scaledTimes4(dh, fromOld), seen.slope[GRU_Z]);
  step.input[GRU_N] = toN;
  step.recurrent = step.input;
  step.recurrent[GRU_N] = scaledTimes4(toN, seen.value[GRU_R]);
  step.direct[0] = scaledNormalised4(scaledTimes4(dh, seen.value[GRU_Z]));
  return step;
}

// The change of h_t where h_(t−1) changes by `tangent` and W_hh h_(t−1) by `recurrent`.
fn gruTangent(kept: Kept4, before: State4, recurrent: Gates4, tangent: State4) -> State4 {
  let seen = gruSee(kept);
  let throughR = scaledTimes4(scaledTimes4(kept[GRU_M], seen.slope[GRU_R]), recurrent[GRU_R]);
  let toN = scaledAdd4(scaledTimes4(seen.value[GRU_R], recurrent[GRU_N]), throughR);
  let fromOld = scaledAdd4(before[0], scaledNegative4(seen.value[GRU_N]));
  let throughZ = scaledTimes4(scaledTimes4(fromOld, seen.slope[GRU_Z]), recurrent[GRU_Z]);
  let stays = scaledAdd4(scaledTimes4(seen.value[GRU_Z], tangent[0]), throughZ);
  var after: State4;
  after[0] = scaledAdd4(stays, scaledTimes4(scaledTimes4(seen.rest, seen.slope[GRU_N]), toN));
  return after;
}

// Training: the gates with their derivatives, and m.
struct GruPlain { state: PlainState, value: Gates, slope: Gates, m: vec4f }

fn gruPlainForward(recurrent: Gates, input: Gates, recurrentBias: vec4f, before: PlainState) -> PlainForward {
  var step: PlainForward;
  var gates: Gates;
  for (var q = GRU_R; q <= GRU_Z; q++) {
    step.kept[q] = recurrent[q] + input[q];
    gates[q] = sigmoidState(step.kept[q]);
  }
  step.kept[GRU_M] = recurrent[GRU_N] + recurrentBias;
  step.kept[GRU_N] = input[GRU_N] + gates[GRU_R] * step.kept[GRU_M];
  let n = tanhState(step.kept[GRU_N]);
  step.state[0] = n + gates[GRU_Z] * (before[0] - n);
  return step;
}

fn gruPlainSee(rows: PlainRows) -> GruPlain {
  var pre = rows;
  var seen: GruPlain;
  seen.state[0] = rows[4];
  seen.m = rows[GRU_M];
  for (var q = GRU_R; q <= GRU_Z; q++) {
    let both = sigmoidBoth(pre[q]);
    seen.value[q] = both.value;
    seen.slope[q] = both.slope;
  }
  let n = tanhBoth(rows[GRU_N]);
  seen.value[GRU_N] = n.value;
  seen.slope[GRU_N] = n.slope;
  return seen;
}

fn gruPlainBackward(seen: GruPlain, before: PlainState, gradient: PlainState) -> PlainBackward {
  let dh = gradient[0];
  // 1 − z = σ(−a_z) = σ'(a_z) / σ(a_z), which does not vanish where z rounds to 1.
  let rest = seen.slope[GRU_Z] / seen.value[GRU_Z];
  let toN = dh * rest * seen.slope[GRU_N];
  var step: PlainBackward;
  step.input[GRU_R] = toN * seen.m * seen.slope[GRU_R];
  step.input[GRU_Z] = dh * (before[0] - seen.value[GRU_N]) * seen.slope[GRU_Z];
  step.input[GRU_N] = toN;
  step.recurrent = step.input;
  step.recurrent[GRU_N] = toN * seen.value[GRU_R];
  step.direct[0] = dh * seen.value[GRU_Z];
  return step;
}
