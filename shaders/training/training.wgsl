// Whole training runs inside the kernel, the twin of src/model/training/training.ts: step after step of forward, readout,
// backward, update, with no word from the host in between. Cut anywhere between two positions, it goes on bit by bit.

@compute @workgroup_size(WORKGROUP_SIZE)
fn trainingMain(
  @builtin(local_invocation_index) lane: u32,
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let longest = laneBegin(lane, workgroup, workgroups);
  if (slice.firstStep == 0u && slice.firstPosition == 0u) {
    laneStart();
  } else {
    laneLoad();
  }
  forwardPrepare(0u);
  let isTest = slice.isTest == 1u;
  let perStep = select(GROUPS * (2u * slice.longestUnroll + 1u) + 1u, TEST_GROUPS * (slice.longestUnroll + 1u), isTest);
  for (var step = slice.firstStep; step <= slice.lastStep; step++) {
    // A network that is done costs nothing more, at the latest when the host lists those still in training anew.
    if (exchangeMayLeave()) { break; }
    let first = select(0u, slice.firstPosition, step == slice.firstStep);
    let end = select(perStep, slice.endPosition, step == slice.lastStep);
    trainingGroups(first, end, longest);
    if (end == perStep && !isTest) { updateRun(); }
  }
  laneStore();
}

// The positions first … end − 1 of one training step, as far as they belong to its groups; or of the test.
fn trainingGroups(first: u32, end: u32, longest: u32) {
  let rows = slice.longestUnroll;
  let isTest = slice.isTest == 1u;
  let perGroup = rows + 1u + select(rows, 0u, isTest);
  for (var group = 0u; group < DATA_GROUPS; group++) {
    let base = select(group, group - GROUPS, isTest) * perGroup;
    if ((group >= GROUPS) == isTest && first < base + perGroup && base < end) {
      let begin = max(first, base) - base;
      let to = min(end - base, perGroup);
      if (DATA_GROUPS > 1u) { forwardPrepare(group); }
      forwardRun(group, begin + 1u, min(to, longest));
      if (begin <= rows && rows < to) { readoutRun(group); }
      if (to > rows + 1u) { backwardRun(group, min(longest, 2u * rows + 1u - max(begin, rows + 1u)), 2u * rows + 2u - to); }
    }
  }
}
