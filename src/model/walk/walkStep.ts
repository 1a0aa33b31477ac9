// One step of a walk, read off its arrays: what a sentence, a table or a test needs to know of it.

import { type CellName, cells } from "../cells/index.ts";
import { NONE, UNIT_HEAD, UNITS_KEPT, WAYS_KEPT, type Walk, type Way, wayOf } from "./walk.ts";

/** From s_t back to s_(t−1). */
export interface WalkStep {
  readonly t: number;
  /** log10 ‖∂L/∂s_t‖ and ‖∂L/∂s_(t−1)‖. */
  readonly logFrom: number;
  readonly logTo: number;
  /** log10 of ‖∂L/∂s_(t−1)‖ / ‖∂L/∂s_t‖, and of the two factors that it is the product of. */
  readonly logFactor: number;
  readonly logThroughUnits: number;
  readonly logThroughWeights: number;
  /** Shares by gate, of the direct ways, and past the end; they add up to 1, NaN where nothing arrives. */
  readonly gateShares: readonly number[];
  readonly directShare: number;
  readonly heldShare: number;
  /** The strongest ways, by the size of their shares. */
  readonly ways: readonly (Way & { readonly id: number; readonly share: number })[];
  /** The units that hold most of the gradient or send most of it on. */
  readonly units: readonly WalkUnit[];
  /** [G]: units whose gate is saturated, and whose φ' is exactly 0. */
  readonly saturated: readonly number[];
  readonly shut: readonly number[];
}

export interface WalkUnit {
  readonly unit: number;
  /** Its part of ‖∂L/∂s_t‖²: 0 … 1. */
  readonly arriving: number;
  /** Its part of what comes to s_(t−1); negative where it cancels some of the others'. */
  readonly leaving: number;
  /** φ' and φ of each gate. */
  readonly slopes: readonly number[];
  readonly values: readonly number[];
}

/** Step t of a walk, 1 ≤ t ≤ T. */
export function walkStep(walk: Walk, t: number): WalkStep {
  const { hidden, cell, logNorm } = walk;
  const gates = gateCount(cell);
  const parts = cells[cell].parts.length;
  const row = <T extends ArrayLike<number>>(array: T, width: number) =>
    Array.from({ length: width }, (_, i) => array[t * width + i]);
  const paths = row(walk.pathShares, gates + 2);
  const shares = row(walk.wayShares, WAYS_KEPT);
  return {
    t,
    logFrom: logNorm[t],
    logTo: logNorm[t - 1],
    logFactor: logNorm[t - 1] - logNorm[t],
    logThroughUnits: walk.logThroughUnits[t],
    logThroughWeights: walk.logThroughWeights[t],
    gateShares: paths.slice(0, gates),
    directShare: paths[gates],
    heldShare: paths[gates + 1],
    ways: row(walk.wayIds, WAYS_KEPT).flatMap((id, i) =>
      id === NONE ? [] : [{ ...wayOf(id, hidden, gates, parts), id, share: shares[i] }],
    ),
    units: row(walk.unitIds, UNITS_KEPT).flatMap((unit, i) =>
      unit === NONE ? [] : [unitAt(walk, (t * UNITS_KEPT + i) * (UNIT_HEAD + 2 * gates), unit, gates)],
    ),
    saturated: row(walk.saturated, gates),
    shut: row(walk.shut, gates),
  };
}

function unitAt({ unitNumbers }: Walk, at: number, unit: number, gates: number): WalkUnit {
  const numbers = Array.from(unitNumbers.subarray(at, at + UNIT_HEAD + 2 * gates));
  return {
    unit,
    arriving: numbers[0],
    leaving: numbers[1],
    slopes: numbers.slice(UNIT_HEAD, UNIT_HEAD + gates),
    values: numbers.slice(UNIT_HEAD + gates),
  };
}

function gateCount(cell: CellName): number {
  return cells[cell].gates.length;
}
