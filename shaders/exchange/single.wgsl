// The exchange of a network of one unit: nothing to exchange, so no barrier, and every number stays in a register.

var<private> singleVector: vec4f;
var<private> singleState: vec4f;
var<private> singleLanczos: array<vec4f, 2u * LANCZOS_STEPS>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn gradientMain(
  @builtin(local_invocation_index) lane: u32,
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let index = (workgroup.x + workgroup.y * workgroups.x) * WORKGROUP_SIZE + lane;
  if (index >= slice.networks) { return; }
  gradientBegin(index, 0u);
  for (var step = 0u; step < slice.steps && phase != PHASE_DONE; step++) {
    pending = Scaled4(vec4f(0.0), vec4i(NO_EXPONENT));
    gradientCompute();
    gradientShare();
    gradientConsume();
  }
  gradientStateSave();
}

fn exchangeLargestExponent() -> vec4i {
  return scaledExponentSum(scaledExponentOf(pending.mantissa), pending.exponent);
}

fn exchangeGive(vectorPart: vec4f, statePart: vec4f) {
  singleVector = vectorPart;
  singleState = statePart;
}

fn exchangeVector(j: u32) -> vec4f { return singleVector; }

fn exchangeState(j: u32) -> vec4f { return singleState; }

fn exchangeSetLanczos(k: u32, value: vec4f) { singleLanczos[k] = value; }

fn exchangeLanczos(k: u32) -> vec4f { return singleLanczos[k]; }
