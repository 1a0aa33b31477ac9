// φ(a) = σ(a) = 1 / (1 + e^−a), φ'(a) = e^(−|a|) / (1 + e^(−|a|))²: the twin of src/model/activations/sigmoid.ts.

fn sigmoidValue(mantissa: vec4f, exponent: vec4i) -> Scaled4 {
  let a = activationPlain(mantissa, exponent);
  let scaledE = expScaled(-abs(a));
  let onePlus = 1.0 + scaledE.mantissa * scaledPower(scaledE.exponent);
  // For a < 0, σ(a) = e^a / (1 + e^a): the small value keeps its own exponent.
  let negative = a < vec4f(0.0);
  let value = select(vec4f(1.0), scaledE.mantissa, negative) / onePlus;
  return Scaled4(value, select(vec4i(0), scaledE.exponent, negative));
}

fn sigmoidDerivative(mantissa: vec4f, exponent: vec4i) -> Scaled4 {
  let scaledE = expScaled(-abs(activationPlain(mantissa, exponent)));
  let onePlus = 1.0 + scaledE.mantissa * scaledPower(scaledE.exponent);
  return Scaled4(scaledE.mantissa / (onePlus * onePlus), scaledE.exponent);
}

fn sigmoidState(a: vec4f) -> vec4f {
  let parts = expParts(-abs(a));
  let e = parts.power * (1.0 + parts.rest);
  return select(vec4f(1.0), e, a < vec4f(0.0)) / (1.0 + e);
}

fn sigmoidBoth(a: vec4f) -> ActivationBoth {
  let parts = expParts(-abs(a));
  let e = parts.power * (1.0 + parts.rest);
  let d = 1.0 + e;
  return ActivationBoth(select(vec4f(1.0), e, a < vec4f(0.0)) / d, e / (d * d));
}
