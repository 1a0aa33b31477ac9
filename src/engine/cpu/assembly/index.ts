// What the module offers to its host. It is told the sizes once per structure and gets base draws, data and a list of
// networks put into its memory; then it goes through the networks of one unroll length at a time.

import { firstOf } from "./accumulator.ts";
import { allocateGroups, allocateInputs } from "./data.ts";
import { finish, largestExponent, RESULT_BYTES } from "./finish.ts";
import { gradient } from "./gradient.ts";
import { allocateJacobian, traceJacobian } from "./jacobian.ts";
import { loadNetwork, Network } from "./network.ts";
import { momentCount, setOptimizer } from "./optimizers/optimizer.ts";
import { allocateReadout, traceOutputs } from "./readout.ts";
import { allocate } from "./regions.ts";
import { ZERO_BELOW } from "./scaled.ts";
import { allocateScaledPass } from "./scaledPass.ts";
import { allocateScratch } from "./scratch.ts";
import { isTraining, layOutSlots, setSizes, setUnroll, slotBytes, slotParameters, slotTape, unroll, V } from "./sizes.ts";
import { traceStates } from "./total.ts";
import { runOf, trainingBytes } from "./training/run.ts";
import { startRun, trainSlots } from "./training/training.ts";
import { gatherArray } from "./training/update.ts";

export { allocate, allocateGroups, allocateInputs, setOptimizer, setSizes, setUnroll };

let slotsAt: usize = 0;
let slotCount: i32 = 0;

/** Makes room for networks of up to `longest` steps, `slots` of them side by side. @returns whether there was memory */
export function open(longest: i32, slots: i32): bool {
  slotCount = slots;
  slotsAt = layOutSlots(longest, slots, isTraining ? trainingBytes(momentCount()) : 0);
  return slotsAt != 0 && allocateScratch() && allocateReadout() && (isTraining || (allocateScaledPass(longest) && allocateJacobian()));
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

/** Begins the run of a listed network in a slot. */
export function start(slot: i32, network: usize): void {
  startRun(addressOf(slot), network);
}

/** Up to `most` steps of the runs in the first `count` slots. @returns how many; fewer where one of them is over */
export function train(count: i32, most: i32): i32 {
  return trainSlots(slotsAt, count, most);
}

/** A slot's run goes on in another one. */
export function move(from: i32, to: i32): void {
  // The tape is written anew at every step.
  memory.copy(addressOf(to), addressOf(from), slotTape);
}

/** Where a slot's parameters stand. */
export function parametersAt(slot: i32): usize {
  return addressOf(slot) + slotParameters;
}

function addressOf(slot: i32): usize {
  return slotsAt + <usize>slot * slotBytes;
}

/** Where the record of a slot's run stands. */
export function runAt(slot: i32): usize {
  return runOf(addressOf(slot));
}

/** Where ‖∂L/∂s_t‖² of the networks to come goes (totals [T + 1]), their outputs and ‖J‖² (pairs); 0 for nowhere. */
export function trace(states: usize, outputs: usize, jacobian: usize): void {
  if (states != 0) memory.fill(states, 0, <usize>(unroll + 1) * V);
  traceStates(states);
  traceOutputs(outputs);
  traceJacobian(jacobian);
}

/** One array of the gradient of the network in the first slot, its lanes together. @returns its exponent */
export function gradientInto(array: i32, out: usize): i32 {
  const sum = <usize>array * V;
  const exponent = largestExponent(slotsAt, sum);
  gatherArray(slotsAt, sum, exponent, out - firstOf(sum) * 4);
  return exponent < ZERO_BELOW ? 0 : exponent;
}
