// The Elman cell, one unit of four sequences: the twin of src/model/cells/rnn.ts.
// a_t = W_ih x_t + W_hh h_(t−1) + b, h_t = φ(a_t); backward δ_t = φ'(a_t) ∘ ∂L/∂h_t.

struct RnnUnit {
  pre: vec4f,
  preExponent: vec4i,
  state: Scaled4,
}

// `recurrent` = (W_hh h_(t−1))_i under the state's power of two; `input` = (W_ih x_t + b)_i as it is.
// `inputExponent` bounds the input of every unit, so that all units of a network agree on one power of two.
fn rnnForward(recurrent: vec4f, stateExponent: vec4i, input: vec4f, inputExponent: vec4i) -> RnnUnit {
  let preExponent = max(stateExponent, inputExponent);
  let pre = recurrent * scaledPower(stateExponent - preExponent) + input * scaledPower(-preExponent);
  return RnnUnit(pre, preExponent, activationValue(pre, preExponent));
}

// φ'(a) × gradient; the caller brings it under the network's common power of two.
fn rnnThroughActivation(gradient: Scaled4, pre: vec4f, preExponent: vec4i) -> Scaled4 {
  let derivative = activationDerivative(pre, preExponent);
  return Scaled4(gradient.mantissa * derivative.mantissa, scaledExponentSum(gradient.exponent, derivative.exponent));
}
