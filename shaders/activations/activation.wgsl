// What all activations share, the twin of src/model/activations/activation.ts.

// Past this the bounded activations are flat to the last bit, and their derivative's exponent is still an i32.
const ACTIVATION_LARGEST: f32 = 8388608.0;

// The pre-activation mantissa × 2^exponent as a plain number.
fn activationPlain(mantissa: vec4f, exponent: vec4i) -> vec4f {
  let plain = mantissa * scaledPower(min(exponent, vec4i(60)));
  return clamp(plain, vec4f(-ACTIVATION_LARGEST), vec4f(ACTIVATION_LARGEST));
}

// φ(a) and φ'(a) as plain numbers, for the training kernels: there a factor below 10^-37 may count as nothing.
struct ActivationBoth { value: vec4f, slope: vec4f }

// For cells with gates: φ and φ', or σ and 1 − σ, of one argument by one exponential; σ' is the product of the latter two.
struct ActivationSlope { value: Scaled4, slope: Scaled4 }
struct ActivationSides { value: Scaled4, rest: Scaled4 }
