// φ(a) = max(a, 0), φ'(a) = 1 for a > 0 and 0 otherwise: the twin of src/model/activations/relu.ts.

fn reluValue(mantissa: vec4f, exponent: vec4i) -> Scaled4 {
  return Scaled4(max(mantissa, vec4f(0.0)), exponent);
}

fn reluDerivative(mantissa: vec4f, exponent: vec4i) -> Scaled4 {
  return Scaled4(select(vec4f(0.0), vec4f(1.0), mantissa > vec4f(0.0)), vec4i(0));
}
