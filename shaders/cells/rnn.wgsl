// The Elman cell, one unit of four sequences: the twin of src/model/cells/rnn.ts.
// a_t = W_ih x_t + W_hh h_(t−1) + b, h_t = φ(a_t); backward δ_t = φ'(a_t) ∘ ∂L/∂h_t.

// `recurrent` = (W_hh h_(t−1))_i under the power of two of h_(t−1); `input` = (W_ih x_t + b)_i as it is.
// `inputExponent` bounds the input of every unit, so that all units of a network agree on one power of two.
fn rnnForward(
  recurrent: Gates,
  stateExponent: vec4i,
  input: Gates,
  recurrentBias: vec4f,
  inputExponent: vec4i,
  before: State4,
) -> CellForward {
  let preExponent = max(stateExponent, inputExponent);
  let pre = recurrent[0] * scaledPower(stateExponent - preExponent) + input[0] * scaledPower(-preExponent);
  var step: CellForward;
  step.kept[0] = Scaled4(pre, preExponent);
  step.state[0] = activationValue(pre, preExponent);
  return step;
}

fn rnnBackward(kept: Kept4, before: State4, gradient: State4) -> CellBackward {
  var step: CellBackward;
  step.recurrent[0] = scaledTimes4(gradient[0], activationDerivative(kept[0].mantissa, kept[0].exponent));
  step.input[0] = step.recurrent[0];
  return step;
}

// The change of h_t where W_hh h_(t−1) changes by `recurrent`.
fn rnnTangent(
  kept: Kept4,
  before: State4,
  recurrent: Gates4,
  tangent: State4,
) -> State4 {
  var after: State4;
  after[0] = scaledTimes4(recurrent[0], activationDerivative(kept[0].mantissa, kept[0].exponent));
  return after;
}

// Training: what is seen of a step on the way back, φ(a_t) and φ'(a_t).
struct RnnPlain { state: PlainState, slope: vec4f }

fn rnnPlainForward(recurrent: Gates, input: Gates, recurrentBias: vec4f, before: PlainState) -> PlainForward {
  var step: PlainForward;
  step.kept[0] = recurrent[0] + input[0];
  step.state[0] = activationState(step.kept[0]);
  return step;
}

fn rnnPlainSee(rows: PlainRows) -> RnnPlain {
  let both = activationBoth(rows[0]);
  var seen: RnnPlain;
  seen.state[0] = both.value;
  seen.slope = both.slope;
  return seen;
}

fn rnnPlainBackward(seen: RnnPlain, before: PlainState, gradient: PlainState) -> PlainBackward {
  var step: PlainBackward;
  step.recurrent[0] = gradient[0] * seen.slope;
  step.input[0] = step.recurrent[0];
  return step;
}
