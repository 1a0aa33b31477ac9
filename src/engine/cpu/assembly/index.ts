// What the module offers to its host. It is told the sizes once per structure and gets base draws, data and a list of
// networks put into its memory; then it goes through the networks of one unroll length at a time.

import { allocateGroups, allocateInputs } from "./data";
import { finish, RESULT_BYTES } from "./finish";
import { gradient } from "./gradient";
import { loadNetwork, Network } from "./network";
import { allocateJacobian } from "./jacobian";
import { allocateReadout } from "./readout";
import { allocate } from "./regions";
import { allocateScaledPass } from "./scaledPass";
import { allocateScratch } from "./scratch";
import { layOutSlots, setSizes, setUnroll, slotBytes } from "./sizes";

export { allocate, allocateGroups, allocateInputs, setSizes, setUnroll };

let slotsAt: usize = 0;
let slotCount: i32 = 0;

/** Makes room for networks of up to `longest` steps, `slots` of them side by side. @returns whether there was memory */
export function open(longest: i32, slots: i32): bool {
  slotCount = slots;
  slotsAt = layOutSlots(longest, slots, 0);
  return slotsAt != 0 && allocateScratch() && allocateReadout() && allocateScaledPass(longest) && allocateJacobian();
}

/** Measures `count` listed networks of the unroll length at hand, and writes their results one behind another. */
export function measure(networks: usize, results: usize, count: i32, withJacobian: bool): void {
  for (let first = 0; first < count; first += slotCount) {
    const many = min(slotCount, count - first);
    for (let i = 0; i < many; i++) {
      loadNetwork(slotsAt + <usize>i * slotBytes, networks + <usize>(first + i) * Network.bytes);
    }
    gradient(slotsAt, many, withJacobian);
    for (let i = 0; i < many; i++) {
      finish(slotsAt + <usize>i * slotBytes, results + <usize>(first + i) * RESULT_BYTES);
    }
  }
}
