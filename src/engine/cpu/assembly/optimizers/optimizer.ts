// One update of all parameters of a slot by the optimiser at hand; the twin of src/model/optimizers/optimizer.ts.

import { padded, slotParameters } from "../sizes.ts";
import { momentOf, Run, runOf, Settings } from "../training/run.ts";
import { adamFill, adamUpdate } from "./adam.ts";
import { momentumUpdate } from "./momentum.ts";
import { sgdUpdate } from "./sgd.ts";

/** The optimisers by number, in the order of the model's catalog. */
export namespace Optimizer {
  export const sgd: i32 = 0;
  export const momentum: i32 = 1;
  export const adam: i32 = 2;
}

export let optimizer: i32 = 0;

export function setOptimizer(number: i32): void {
  optimizer = number;
}

/** How many arrays of moments it keeps. */
export function momentCount(): i32 {
  return optimizer == Optimizer.adam ? 2 : optimizer == Optimizer.momentum ? 1 : 0;
}

/**
 * Updates the parameters of a slot.
 * @param gradient [padded], of which `down` × `size` is the true gradient: each product stays inside float32
 * @returns the largest parameter's size afterwards
 */
export function updateParameters(slot: usize, gradient: usize, down: f32, size: f32): f32 {
  const run = runOf(slot);
  const settings = run + Run.settings;
  const learningRate = load<f64>(settings, Settings.learningRate);
  const rate = f32x4.splat(<f32>learningRate);
  const momentum = f32x4.splat(<f32>load<f64>(settings, Settings.momentum));
  const filled = run + Run.filled;
  if (optimizer == Optimizer.adam) adamFill(filled);
  const stepSize = f32x4.splat(<f32>(learningRate / load<f64>(filled)));
  const inverseFill = f32x4.splat(<f32>(1 / load<f64>(filled, 8)));
  const parameters = slot + slotParameters;
  const one = momentOf(slot, 0);
  const two = momentOf(slot, 1);
  let largest = f32x4.splat(0);
  for (let at: usize = 0; at < <usize>padded * 4; at += 16) {
    const scaled = f32x4.mul(v128.load(gradient + at), f32x4.splat(down));
    const g = f32x4.mul(scaled, f32x4.splat(size));
    const before = v128.load(parameters + at);
    const after =
      optimizer == Optimizer.adam
        ? adamUpdate(before, g, one + at, two + at, stepSize, inverseFill)
        : optimizer == Optimizer.momentum
          ? momentumUpdate(before, g, one + at, rate, momentum)
          : sgdUpdate(before, g, rate);
    v128.store(parameters + at, after);
    largest = f32x4.pmax(f32x4.abs(after), largest);
  }
  const pairs = f32x4.pmax(largest, v128.shuffle<f32>(largest, largest, 2, 3, 0, 1));
  return max(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1));
}
