// e^x for x ≤ 0 as a scaled number, so that e^-1000 is not zero. Built-in exp is inexact and flushes.

// x is taken as at least this: one step never shrinks a gradient by more than about 2^-16777216.
const EXP_LOWEST_X: f32 = -11629080.0;
const EXP_LOG2_E: f32 = 1.44269504;
// ln 2 in two parts: n × the first is exact for |n| < 2^14.
const EXP_LN2_HIGH: f32 = 0.693359375;
const EXP_LN2_LOW: f32 = -0.000212194440;

// x = n ln 2 + r, |r| ≤ ½ ln 2; e^r by its Taylor polynomial, whose first missing term is below 10^-8.
fn expScaled(x: vec4f) -> Scaled4 {
  let bounded = max(x, vec4f(EXP_LOWEST_X));
  let n = floor(bounded * EXP_LOG2_E + 0.5);
  let r = clamp((bounded - n * EXP_LN2_HIGH) - n * EXP_LN2_LOW, vec4f(-0.35), vec4f(0.35));
  var p = vec4f(1.0 / 5040.0);
  p = p * r + 1.0 / 720.0;
  p = p * r + 1.0 / 120.0;
  p = p * r + 1.0 / 24.0;
  p = p * r + 1.0 / 6.0;
  p = p * r + 0.5;
  p = p * r * r + r + 1.0;
  return Scaled4(p, vec4i(n));
}

// e^x for −87 ≤ x ≤ 0 in two parts, power × (1 + rest): e^x − 1 then comes without cancellation near 0.
struct ExpParts { power: vec4f, rest: vec4f }

fn expParts(x: vec4f) -> ExpParts {
  let bounded = max(x, vec4f(-87.0));
  let n = floor(bounded * EXP_LOG2_E + 0.5);
  let r = (bounded - n * EXP_LN2_HIGH) - n * EXP_LN2_LOW;
  var p = vec4f(1.0 / 5040.0);
  p = p * r + 1.0 / 720.0;
  p = p * r + 1.0 / 120.0;
  p = p * r + 1.0 / 24.0;
  p = p * r + 1.0 / 6.0;
  p = p * r + 0.5;
  return ExpParts(bitcast<vec4f>((vec4i(n) + vec4i(127)) * vec4i(8388608)), p * r * r + r);
}
