// The end of a training step: the gradient's norm, clipping, and the optimiser's update of every parameter.
// The twin of Training.advance and src/model/training/clip.ts.

import { endOf, firstOf } from "../accumulator.ts";
import { lanesUnder, largestExponent, sumOf } from "../finish.ts";
import { blockWeights } from "../network.ts";
import { momentCount, updateParameters } from "../optimizers/optimizer.ts";
import { NO_EXPONENT, ZERO_BELOW } from "../scaled.ts";
import { padded, slotSums, Sum, V } from "../sizes.ts";
import { power64 } from "../total.ts";
import { exponentOf64 } from "./number.ts";
import { momentOf, Run, runOf, Settings, Status } from "./run.ts";
import { end, observeGradient, observeUpdate } from "./statistics.ts";

/** Keeps the quotient finite where the gradient is zero, as torch does. */
const CLIP_EPSILON: f64 = 1e-6;
/** The largest clipped gradient norm that is followed, and the largest parameter that is kept. */
const LARGEST_GRADIENT: f64 = 1152921504606846976;
const LARGEST_PARAMETER: f32 = 1099511627776;

/** Updates a slot from its sums; the run may end here. */
export function update(slot: usize): void {
  const run = runOf(slot);
  const gradient = momentOf(slot, momentCount());
  const exponent = commonExponent(slot);
  const parameters = <usize>padded * 4;
  for (let array: usize = 0; array < Sum.bytes; array += V) gatherArray(slot, array, exponent, gradient);
  let squares: f64 = 0;
  let most = f32x4.splat(0);
  for (let at: usize = 0; at < parameters; at += 16) {
    const four = v128.load(gradient + at);
    most = f32x4.pmax(f32x4.abs(four), most);
    const low = f64x2.promote_low_f32x4(four);
    const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(four, four, 2, 3, 0, 1));
    const both = f64x2.add(f64x2.mul(low, low), f64x2.mul(high, high));
    squares += f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
  }
  const pairs = f32x4.pmax(most, v128.shuffle<f32>(most, most, 2, 3, 0, 1));
  const largest = max(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1));
  const norm = Math.sqrt(squares);
  observeGradient(run, norm, exponent);
  const scale = clipScale(norm, exponent, load<f64>(run + Run.settings, Settings.clipNorm));
  if (norm * scale > LARGEST_GRADIENT) {
    end(run, Status.diverged);
    return;
  }
  observeUpdate(run);
  const shift = largest == 0 ? 0 : exponentOf64(<f64>largest);
  // In two steps, so that neither leaves float32: gradient × down lies in [−2, 2], and the true size is bounded.
  const down = <f32>power64(-shift);
  const largestParameter = updateParameters(slot, gradient, down, <f32>(scale * power64(shift)));
  if (largestParameter > LARGEST_PARAMETER) end(run, Status.diverged);
  blockWeights(slot);
}

/** What brings a gradient under 2^exponent to its clipped true size: min(1, c / (‖g‖ + 10^-6)) × 2^exponent. */
function clipScale(norm: f64, exponent: i32, clipNorm: f64): f64 {
  // Past this everything unclipped has diverged, whatever its mantissa.
  const whole = exponent > 900 ? Infinity : power64(exponent);
  if (clipNorm == Infinity) return whole;
  const epsilon = exponent > 900 ? 0 : exponent < -900 ? Infinity : CLIP_EPSILON / power64(exponent);
  return min(whole, clipNorm / (norm + epsilon));
}

/** The power of two of a network's gradient: what is smaller than its largest part by 2^126 is lost. */
function commonExponent(slot: usize): i32 {
  let exponent = NO_EXPONENT;
  for (let array: usize = 0; array < Sum.bytes; array += V) exponent = max(exponent, largestExponent(slot, array));
  return exponent < ZERO_BELOW ? 0 : exponent;
}

/** One array of a slot's sums, its lanes together under 2^exponent; entry by entry to where it belongs in `out`. */
export function gatherArray(slot: usize, array: usize, exponent: i32, out: usize): void {
  const factor = lanesUnder(slot, array, exponent);
  const sums = slot + slotSums;
  const last = endOf(array);
  let entry = firstOf(array);
  for (; entry + 4 <= last; entry += 4) {
    const at = sums + entry * V;
    // Four sums at once: rows become columns in two steps of pairs.
    const a = f32x4.mul(v128.load(at), factor);
    const b = f32x4.mul(v128.load(at, 16), factor);
    const c = f32x4.mul(v128.load(at, 32), factor);
    const d = f32x4.mul(v128.load(at, 48), factor);
    const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 1, 4, 5), v128.shuffle<f32>(a, b, 2, 3, 6, 7));
    const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 1, 4, 5), v128.shuffle<f32>(c, d, 2, 3, 6, 7));
    const even = v128.shuffle<f32>(ab, cd, 0, 2, 4, 6);
    v128.store(out + entry * 4, f32x4.add(even, v128.shuffle<f32>(ab, cd, 1, 3, 5, 7)));
  }
  for (; entry < last; entry++) {
    store<f32>(out + entry * 4, sumOf(f32x4.mul(v128.load(sums + entry * V), factor)));
  }
}
