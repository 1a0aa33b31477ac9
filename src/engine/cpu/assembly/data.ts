// The task as the host has put it into memory: per group of four sequences what is the same for every network, and the
// inputs of the unroll length at hand.

import { allocate } from "./regions.ts";
import { groups, hasLengths, hidden, inputs, outputs, parts, testGroups, unroll, V } from "./sizes.ts";

/** Of a group: its mask, lengths, targets [O] and initial state [parts][H]. */
let groupsAt: usize = 0;
let groupBytes: usize = 0;
let inputsAt: usize = 0;

/** @returns the address of the groups' data, those of the test last: [mask, lengths, targets, initial state]; 0 for none */
export function allocateGroups(): usize {
  groupBytes = <usize>(2 + outputs + parts * hidden) * V;
  groupsAt = allocate(groupBytes * <usize>(groups + testGroups));
  return groupsAt;
}

/** @returns the address of the inputs [group][t = 1…T][I], with room for T = `longest`; 0 for none */
export function allocateInputs(longest: i32): usize {
  inputsAt = allocate(<usize>(groups + testGroups) * <usize>(longest * inputs) * V);
  return inputsAt;
}

@inline
function groupAt(group: i32): usize {
  return groupsAt + <usize>group * groupBytes;
}

/** 1 for each sequence that there is, 0 for those that fill up the last group. */
export function maskOf(group: i32): v128 {
  return v128.load(groupAt(group));
}

/** Which of the four sequences have a step t. */
@inline
export function isActive(group: i32, t: i32): v128 {
  return hasLengths ? i32x4.le_s(i32x4.splat(t), v128.load(groupAt(group), 16)) : i32x4.splat(-1);
}

export function targetsOf(group: i32): usize {
  return groupAt(group) + 2 * V;
}

/** The initial state's part [H]. */
export function initialStateOf(group: i32, part: i32): usize {
  return groupAt(group) + <usize>(2 + outputs + part * hidden) * V;
}

/** x_t [I]. */
@inline
export function inputOf(group: i32, t: i32): usize {
  return inputsAt + <usize>((group * unroll + t - 1) * inputs) * V;
}
