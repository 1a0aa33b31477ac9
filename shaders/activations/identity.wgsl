// φ(a) = a: the linear network, the twin of src/model/activations/identity.ts.

fn identityValue(mantissa: vec4f, exponent: vec4i) -> Scaled4 {
  return Scaled4(mantissa, exponent);
}

fn identityDerivative(mantissa: vec4f, exponent: vec4i) -> Scaled4 {
  return Scaled4(vec4f(1.0), vec4i(0));
}

fn identityState(a: vec4f) -> vec4f { return a; }

fn identityBoth(state: vec4f) -> ActivationBoth { return ActivationBoth(state, vec4f(1.0)); }
