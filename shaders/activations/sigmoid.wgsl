// φ(a) = σ(a) = 1 / (1 + e^−a), φ'(a) = e^(−|a|) / (1 + e^(−|a|))²: the twin of src/model/activations/sigmoid.ts.

fn sigmoidValue(mantissa: vec4f, exponent: vec4i) -> Scaled4 {
  return sigmoidSides(Scaled4(mantissa, exponent)).value;
}

// σ(a) and σ(−a): the smaller of the two keeps an exponent of its own, so that a gate that is shut is never quite 0.
fn sigmoidSides(pre: Scaled4) -> ActivationSides {
  let a = activationPlain(pre.mantissa, pre.exponent);
  let scaledE = expScaled(-abs(a));
  let onePlus = 1.0 + scaledE.mantissa * scaledPower(scaledE.exponent);
  // σ(−|a|) = e^−|a| / (1 + e^−|a|).
  let large = Scaled4(1.0 / onePlus, vec4i(0));
  let small = Scaled4(scaledE.mantissa / onePlus, scaledE.exponent);
  let negative = a < vec4f(0.0);
  return ActivationSides(scaledSelect4(large, small, negative), scaledSelect4(small, large, negative));
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
