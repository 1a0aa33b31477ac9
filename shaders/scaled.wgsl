// Scaled numbers, the twin of src/model/scaled.ts: mantissa × 2^exponent, four sequences at a time.
// No function here ever makes an infinity or a NaN: WGSL may assume that there are none.

struct Scaled { mantissa: f32, exponent: i32 }
struct Scaled4 { mantissa: vec4f, exponent: vec4i }

// The exponent of an exact zero. Two of them still add up without overflow.
const NO_EXPONENT: i32 = -268435456;
// What lies below this came from NO_EXPONENT and stands for zero.
const ZERO_BELOW: i32 = -134217728;
// No nonzero number gets a smaller exponent: 2^-67108864 is 10^-20201781.
const LOWEST_EXPONENT: i32 = -67108864;

// floor(log2 |x|), exact; NO_EXPONENT for zero and for subnormal numbers, which some adapters flush to zero.
fn scaledExponentOf(x: vec4f) -> vec4i {
  let biased = (bitcast<vec4u>(x) >> vec4u(23u)) & vec4u(255u);
  return select(vec4i(biased) - vec4i(127), vec4i(NO_EXPONENT), biased == vec4u(0u));
}

// 2^n: 0 below float32's normal range, 2^127 above it.
fn scaledPower(n: vec4i) -> vec4f {
  // × 2^23 in place of a shift by 23, which software adapters do lane by lane.
  let bits = (clamp(n, vec4i(-126), vec4i(127)) + vec4i(127)) * vec4i(8388608);
  return select(bitcast<vec4f>(bits), vec4f(0.0), n < vec4i(-126));
}

fn scaledPower1(n: i32) -> f32 {
  return scaledPower(vec4i(n)).x;
}

// The sum of two exponents: that of zero stays that of zero, and no other falls among those of zero.
fn scaledExponentSum(a: vec4i, b: vec4i) -> vec4i {
  let zero = (a < vec4i(ZERO_BELOW)) | (b < vec4i(ZERO_BELOW));
  return select(max(a + b, vec4i(LOWEST_EXPONENT)), vec4i(NO_EXPONENT), zero);
}

// A plain number as a scaled one.
fn scaledOf4(x: vec4f) -> Scaled4 {
  return Scaled4(x, select(vec4i(0), vec4i(NO_EXPONENT), x == vec4f(0.0)));
}

// The mantissa of a number under another power of two, at least as large as its own.
fn scaledUnder4(x: Scaled4, exponent: vec4i) -> vec4f {
  return select(x.mantissa * scaledPower(x.exponent - exponent), vec4f(0.0), exponent < vec4i(ZERO_BELOW));
}

// a · b of four sequences each; mantissas within 2^±30 stay so far from float32's ends that three factors may follow.
fn scaledTimes4(a: Scaled4, b: Scaled4) -> Scaled4 {
  return Scaled4(a.mantissa * b.mantissa, scaledExponentSum(a.exponent, b.exponent));
}

fn scaledNegative4(a: Scaled4) -> Scaled4 { return Scaled4(-a.mantissa, a.exponent); }

// a + b, its mantissas brought to [1, 2).
fn scaledAdd4(a: Scaled4, b: Scaled4) -> Scaled4 {
  let exponent = max(a.exponent, b.exponent);
  let sum = a.mantissa * scaledPower(a.exponent - exponent) + b.mantissa * scaledPower(b.exponent - exponent);
  return scaledNormalised4(Scaled4(sum, exponent));
}

fn scaledNormalised4(a: Scaled4) -> Scaled4 {
  let shift = scaledExponentOf(a.mantissa);
  return Scaled4(a.mantissa * scaledPower(-shift), scaledExponentSum(a.exponent, shift));
}

// a where the condition is false, b where it is true.
fn scaledSelect4(a: Scaled4, b: Scaled4, condition: vec4<bool>) -> Scaled4 {
  return Scaled4(select(a.mantissa, b.mantissa, condition), select(a.exponent, b.exponent, condition));
}

// mantissa × 2^exponent with 1 ≤ |mantissa| < 2, or an exact zero.
fn scaledNormalised(value: Scaled) -> Scaled {
  let shift = scaledExponentOf(vec4f(value.mantissa)).x;
  if (shift == NO_EXPONENT || value.exponent < ZERO_BELOW) { return Scaled(0.0, NO_EXPONENT); }
  return Scaled(value.mantissa * scaledPower1(-shift), max(value.exponent + shift, LOWEST_EXPONENT));
}

fn scaledSum(a: Scaled, b: Scaled) -> Scaled {
  let exponent = max(a.exponent, b.exponent);
  let sum = a.mantissa * scaledPower1(a.exponent - exponent) + b.mantissa * scaledPower1(b.exponent - exponent);
  return scaledNormalised(Scaled(sum, exponent));
}

// sum + the four numbers of `terms`, one after another.
fn scaledSum4(sum: Scaled, terms: Scaled4) -> Scaled {
  var total = sum;
  for (var c = 0u; c < 4u; c++) {
    total = scaledSum(total, scaledNormalised(Scaled(terms.mantissa[c], terms.exponent[c])));
  }
  return total;
}

// The larger of two numbers ≥ 0, both normalised.
fn scaledLarger(a: Scaled, b: Scaled) -> Scaled {
  let bIsLarger = b.exponent > a.exponent || (b.exponent == a.exponent && b.mantissa > a.mantissa);
  if (bIsLarger) { return b; }
  return a;
}
