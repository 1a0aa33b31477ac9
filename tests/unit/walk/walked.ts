// A walk of a spec's network, for the tests, and what each of its steps must add up to.

import { alwaysRunning } from "../../../src/engine/engine.ts";
import { type WalkedNetwork, walkNetwork } from "../../../src/engine/walk.ts";
import type { Walk } from "../../../src/model/walk/walk.ts";
import { walkStep } from "../../../src/model/walk/walkStep.ts";
import { sound } from "../draw.ts";

/** The walk of one sequence, or of all together. */
export function walked(input: unknown, sequence: number | null = null): Promise<WalkedNetwork> {
  return walkNetwork(sound(input), 0, sequence, alwaysRunning);
}

/** How far from 1 the shares of any step are at most, and how far from the whole factor the product of its two. */
export function imbalance(walk: Walk): number {
  let worst = 0;
  for (let t = 1; t <= walk.unroll; t++) {
    const { gateShares, directShare, heldShare, logFactor, ...step } = walkStep(walk, t);
    const shares = gateShares.reduce((sum, share) => sum + share, directShare + heldShare);
    const product = step.logThroughUnits + step.logThroughWeights;
    worst = Math.max(worst, Math.abs(shares - 1), Math.abs(product - logFactor));
    if (walk.hidden > step.units.length) continue;
    for (const share of ["arriving", "leaving"] as const) {
      worst = Math.max(worst, Math.abs(step.units.reduce((sum, unit) => sum + unit[share], 0) - 1));
    }
  }
  return worst;
}
