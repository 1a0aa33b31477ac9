// φ(a) = max(a, 0), φ'(a) = 1 for a > 0 and 0 otherwise: the twin of src/model/activations/relu.ts.

fn reluValue(mantissa: vec4f, exponent: vec4i) -> Scaled4 {
  return Scaled4(max(mantissa, vec4f(0.0)), exponent);
}

fn reluDerivative(mantissa: vec4f, exponent: vec4i) -> Scaled4 {
  return Scaled4(select(vec4f(0.0), vec4f(1.0), mantissa > vec4f(0.0)), vec4i(0));
}

fn reluState(a: vec4f) -> vec4f { return max(a, vec4f(0.0)); }

// Of the state itself: it is positive exactly where the pre-activation was.
fn reluBoth(state: vec4f) -> ActivationBoth {
  return ActivationBoth(state, select(vec4f(0.0), vec4f(1.0), state > vec4f(0.0)));
}
