// How the units of a network exchange vectors when there are several: one lane each, through workgroup memory.

var<workgroup> unitsExponent: array<vec4i, WORKGROUP_SIZE>;
var<workgroup> unitsVector: array<vec4f, WORKGROUP_SIZE>;
var<workgroup> unitsState: array<vec4f, WORKGROUP_SIZE>;
var<workgroup> unitsLanczos: array<vec4f, NETWORKS_PER_WORKGROUP * 2u * LANCZOS_STEPS>;

var<private> unitsLane: u32;
var<private> unitsFirstLane: u32;

@compute @workgroup_size(WORKGROUP_SIZE)
fn gradientMain(
  @builtin(local_invocation_index) lane: u32,
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  unitsLane = lane;
  unitsFirstLane = lane - lane % HIDDEN;
  let index = (workgroup.x + workgroup.y * workgroups.x) * NETWORKS_PER_WORKGROUP + lane / HIDDEN;
  let exists = index < slice.networks;
  gradientBegin(min(index, slice.networks - 1u), lane % HIDDEN);
  // A lane beyond the tile's last network only keeps the barriers company.
  if (!exists) { phase = PHASE_DONE; }
  workgroupBarrier();
  for (var step = 0u; step < slice.steps; step++) {
    pending = Scaled4(vec4f(0.0), vec4i(NO_EXPONENT));
    if (phase != PHASE_DONE) { gradientCompute(); }
    unitsExponent[lane] = scaledExponentSum(scaledExponentOf(pending.mantissa), pending.exponent);
    workgroupBarrier();
    if (phase != PHASE_DONE) { gradientShare(); }
    workgroupBarrier();
    // The tape's exponents are written by one lane of a network and read by all of them.
    storageBarrier();
    if (phase != PHASE_DONE) { gradientConsume(); }
  }
  if (exists) { gradientStateSave(); }
}

fn exchangeLargestExponent() -> vec4i {
  var largest = vec4i(NO_EXPONENT);
  for (var j = 0u; j < HIDDEN; j++) { largest = max(largest, unitsExponent[unitsFirstLane + j]); }
  return largest;
}

fn exchangeGive(vectorPart: vec4f, statePart: vec4f) {
  unitsVector[unitsLane] = vectorPart;
  unitsState[unitsLane] = statePart;
}

fn exchangeVector(j: u32) -> vec4f { return unitsVector[unitsFirstLane + j]; }

fn exchangeState(j: u32) -> vec4f { return unitsState[unitsFirstLane + j]; }

// One lane writes for all units of the network; they read after the next barrier.
fn exchangeSetLanczos(k: u32, value: vec4f) {
  if (unit == 0u) { unitsLanczos[(unitsLane / HIDDEN) * 2u * LANCZOS_STEPS + k] = value; }
}

fn exchangeLanczos(k: u32) -> vec4f { return unitsLanczos[(unitsLane / HIDDEN) * 2u * LANCZOS_STEPS + k]; }
