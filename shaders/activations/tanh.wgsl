// φ(a) = tanh a, φ'(a) = sech² a = 4 e^(−2|a|) / (1 + e^(−2|a|))²: the twin of src/model/activations/tanh.ts.
// Built-in tanh is NaN past |a| ≈ 44…89 on several backends; this one is finite everywhere and |tanh| ≤ 1.

// Below 2^-12 tanh a = a to float32's last bit (a²/3 < 2^-25), and a tiny state keeps its exponent.
const TANH_LINEAR: f32 = 0.000244140625;
// Below this the polynomial is used, above it the exponential.
const TANH_POLYNOMIAL: f32 = 0.625;

fn tanhValue(mantissa: vec4f, exponent: vec4i) -> Scaled4 {
  return tanhWithSlope(Scaled4(mantissa, exponent)).value;
}

fn tanhDerivative(mantissa: vec4f, exponent: vec4i) -> Scaled4 {
  return tanhWithSlope(Scaled4(mantissa, exponent)).slope;
}

fn tanhWithSlope(pre: Scaled4) -> ActivationSlope {
  let a = activationPlain(pre.mantissa, pre.exponent);
  let size = abs(a);
  // tanh a = a + a z P(z), z = a²: P interpolates at the Chebyshev points of [0, 0.625²], error below 2^-30.
  let z = min(size * size, vec4f(0.390625));
  var p = vec4f(0.002292744816);
  p = p * z - 0.008343945516;
  p = p * z + 0.02176891865;
  p = p * z - 0.05395925958;
  p = p * z + 0.1333330356;
  p = p * z - 0.3333333317;
  let small = a + a * (z * p);
  // tanh |a| = 1 − 2 e / (1 + e), e = e^(−2|a|).
  let scaledE = expScaled(-2.0 * size);
  let e = scaledE.mantissa * scaledPower(scaledE.exponent);
  let onePlus = 1.0 + e;
  let large = sign(a) * (1.0 - 2.0 * e / onePlus);
  let value = select(large, small, size < vec4f(TANH_POLYNOMIAL));
  let linear = size < vec4f(TANH_LINEAR);
  return ActivationSlope(
    Scaled4(select(value, pre.mantissa, linear), select(vec4i(0), pre.exponent, linear)),
    Scaled4(4.0 * scaledE.mantissa / (onePlus * onePlus), scaledE.exponent),
  );
}

// tanh |a| = −m / (2 + m), m = e^(−2|a|) − 1: exact to the last bits near 0 too.
fn tanhState(a: vec4f) -> vec4f {
  let e = expParts(-2.0 * abs(a));
  let m = (e.power - 1.0) + e.power * e.rest;
  return sign(a) * (-m / (2.0 + m));
}

fn tanhBoth(a: vec4f) -> ActivationBoth {
  let parts = expParts(-2.0 * abs(a));
  let m = (parts.power - 1.0) + parts.power * parts.rest;
  let e = parts.power * (1.0 + parts.rest);
  // One division each: the errors of a rounded inverse would add up in its square.
  return ActivationBoth(sign(a) * (-m / (2.0 + m)), 4.0 * e / ((1.0 + e) * (1.0 + e)));
}
