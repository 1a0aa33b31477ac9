// A run's statistics, the twin of src/model/training/statistics.ts: a few numbers, however long the run.

import { addNumber, copyNumber, exceeds, setNumber } from "./number.ts";
import { Run, Settings, Status } from "./run.ts";

/** A loss past this many times the initial one has diverged. */
const DIVERGED_LOSS_FACTOR: f64 = 1e6;
const goal = memory.data(16, 16);

/** Takes in the loss after `step` updates. */
export function observeLoss(run: usize, m: f64, e: i32): void {
  const loss = run + Run.finalLoss;
  setNumber(loss, m, e);
  const settings = run + Run.settings;
  setNumber(goal, load<f64>(settings, Settings.targetLoss), 0);
  const step = <i32>load<f64>(run, Run.step);
  if (step == 0) begin(run, loss);
  keepSmaller(run + Run.bestLoss, loss);
  if (load<f64>(run, Run.stepsToTarget) < 0 && !exceeds(loss, goal)) {
    store<f64>(run, <f64>step, Run.stepsToTarget);
  }
  observeWindow(run, loss, step - load<i32>(settings, Settings.windowStart));
  if (exceeds(loss, run + Run.highestAllowed)) end(run, Status.diverged);
  else if (step == load<i32>(settings, Settings.steps)) end(run, Status.finished);
}

/** The initial loss decides from which one on the run has diverged; below the target it counts as the target. */
function begin(run: usize, loss: usize): void {
  copyNumber(run + Run.initialLoss, loss);
  copyNumber(run + Run.bestLoss, loss);
  const floor = exceeds(goal, loss) ? goal : loss;
  setNumber(run + Run.highestAllowed, load<f64>(floor) * DIVERGED_LOSS_FACTOR, <i32>load<f64>(floor, 8));
}

/** @param since how many updates the window of the run's last steps has behind it; negative before it */
function observeWindow(run: usize, loss: usize, since: i32): void {
  if (since <= 0) copyNumber(run + Run.bestBefore, run + Run.bestLoss);
  if (since == 0) {
    copyNumber(run + Run.windowLowest, loss);
    copyNumber(run + Run.windowHighest, loss);
  } else if (since > 0) {
    if (since == 1) copyNumber(run + Run.windowBest, loss);
    keepSmaller(run + Run.windowBest, loss);
    keepSmaller(run + Run.windowLowest, loss);
    keepLarger(run + Run.windowHighest, loss);
  }
}

/** An update is about to be made from the loss observed last. */
export function observeUpdate(run: usize): void {
  addNumber(run + Run.lossSum, run + Run.finalLoss);
  store<f64>(run, load<f64>(run, Run.step) + 1, Run.step);
}

/** Takes in the gradient's norm before clipping. */
export function observeGradient(run: usize, m: f64, e: i32): void {
  setNumber(run + Run.gradientNorm, m, e);
  keepLarger(run + Run.peakGradientNorm, run + Run.gradientNorm);
}

export function end(run: usize, status: f64): void {
  store<f64>(run, status, Run.status);
}

function keepSmaller(kept: usize, a: usize): void {
  if (exceeds(kept, a)) copyNumber(kept, a);
}

function keepLarger(kept: usize, a: usize): void {
  if (exceeds(a, kept)) copyNumber(kept, a);
}
