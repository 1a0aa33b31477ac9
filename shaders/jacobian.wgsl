// Lanczos on JᵀJ, J = ∂h_T/∂h_0, inside the gradient kernel's state machine: the twin of src/model/jacobian.ts.

// Below this share of the largest α a β is rounding: the vectors already span all that J reaches.
const JACOBIAN_NEGLIGIBLE: f32 = 1e-6;

// The same irregular start vector for every network, of unit length.
fn jacobianStartVector() {
  var squares = 0.0;
  for (var j = 0u; j < HIDDEN; j++) { squares += jacobianStart(j) * jacobianStart(j); }
  vector = vec4f(jacobianStart(unit) / sqrt(squares));
  previousVector = vec4f(0.0);
  beta = vec4f(0.0);
  largestAlpha = vec4f(0.0);
}

fn jacobianStart(index: u32) -> f32 {
  let hash = (index + 1u) * 0x9e3779b1u;
  return (f32(hash >> 31u) * 2.0 - 1.0) * (0.5 + f32(hash & 0xffffu) / 131071.0);
}

// α = vᵀ JᵀJ v; what is left of JᵀJ v beside v and the vector before it.
fn jacobianAlpha() {
  if (iteration == 0u) { lanczosExponent = commonExponent; }
  let factor = scaledPower(commonExponent - lanczosExponent);
  var alpha = vec4f(0.0);
  for (var j = 0u; j < HIDDEN; j++) { alpha += exchangeVector(j) * exchangeState(j); }
  alpha *= factor;
  largestAlpha = max(largestAlpha, alpha);
  exchangeSetLanczos(2u * iteration, alpha);
  carry = pending.mantissa * factor - alpha * vector - beta * previousVector;
  phase = PHASE_LANCZOS_BETA;
}

// β = the length of what is left; the next vector is its direction.
fn jacobianBeta() {
  var squares = vec4f(0.0);
  for (var j = 0u; j < HIDDEN; j++) { squares += exchangeVector(j) * exchangeVector(j); }
  let length = sqrt(squares);
  beta = length * scaledPower(commonExponent);
  let negligible = beta <= JACOBIAN_NEGLIGIBLE * largestAlpha;
  beta = select(beta, vec4f(0.0), negligible);
  previousVector = vector;
  vector = select(pending.mantissa / max(length, vec4f(0.5)), vec4f(0.0), negligible);
  exchangeSetLanczos(2u * iteration + 1u, beta);
  iteration++;
  phase = select(PHASE_LANCZOS_END, PHASE_TANGENT_START, iteration < LANCZOS_STEPS);
}

// The largest eigenvalue of JᵀJ is ‖J‖₂².
fn jacobianEnd() {
  let eigenvalue = eigenvalueLargest() * bindingsMask(group);
  for (var c = 0u; c < 4u; c++) {
    sums[4] = scaledLarger(sums[4], scaledNormalised(Scaled(eigenvalue[c], lanczosExponent[c])));
  }
  if (WITH_TRACE && unit == 0u) {
    bindingsTrace4(TRACE_JACOBIAN_AT + group * 8u, Scaled4(eigenvalue, lanczosExponent));
  }
  gradientNextGroup();
}
