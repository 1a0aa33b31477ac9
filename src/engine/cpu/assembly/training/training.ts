// Whole training runs of several networks side by side, the twin of src/model/training/training.ts: loss and gradient,
// then the update of each, step after step until one of them is over.

import { gradient } from "../gradient.ts";
import { begin, forward, tapeAt } from "../forward.ts";
import { loadNetwork, Network } from "../network.ts";
import { readout, terms, Total } from "../readout.ts";
import { groups, slotBytes, slotCarry, slotTotals, testGroups, unroll, V } from "../sizes.ts";
import { clearTotal } from "../total.ts";
import { setNumber } from "./number.ts";
import { Run, runOf, Settings, Status, trainingBytes } from "./run.ts";
import { observeLoss } from "./statistics.ts";
import { update } from "./update.ts";
import { momentCount } from "../optimizers/optimizer.ts";

/** A listed network's run begins in a slot. */
export function startRun(slot: usize, network: usize): void {
  loadNetwork(slot, network);
  const run = runOf(slot);
  memory.fill(run, 0, trainingBytes(momentCount()));
  store<f64>(run, -1, Run.stepsToTarget);
  memory.copy(run + Run.settings, network + Network.settings, Settings.bytes);
}

/**
 * Up to `most` steps of the runs in `count` slots from `first` on; ends earlier where one of them is over.
 * @returns how many steps were made
 */
export function trainSlots(first: usize, count: i32, most: i32): i32 {
  const last = first + <usize>count * slotBytes;
  for (let step = 1; step <= most; step++) {
    gradient(first, count, false);
    let isOver = false;
    for (let slot = first; slot < last; slot += slotBytes) {
      const run = runOf(slot);
      const total = slot + slotTotals + Total.squaredError;
      observeLoss(run, load<f64>(total) / terms(false), load<i32>(total, 8));
      if (load<f64>(run, Run.status) == Status.running) update(slot);
      if (load<f64>(run, Run.status) == Status.running) continue;
      isOver = true;
      if (testGroups > 0) test(slot);
    }
    if (isOver) return step;
  }
  return most;
}

/** The loss of the sequences that training never sees. */
function test(slot: usize): void {
  const total = slot + slotTotals + Total.squaredError;
  clearTotal(total);
  for (let group = groups; group < groups + testGroups; group++) {
    begin(slot, group);
    for (let t = 1; t <= unroll; t++) forward(slot, group, t);
    const lastRow = tapeAt(slot, unroll);
    readout(slot, group, lastRow + V, v128.load(lastRow), slot + slotCarry, true);
  }
  setNumber(runOf(slot) + Run.testLoss, load<f64>(total) / terms(true), load<i32>(total, 8));
}
