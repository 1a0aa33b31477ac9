// Walks one network's gradient back through time in float64, giving way to messages now and then.

import { cells } from "../model/cells/index.ts";
import { drawBase, type Parameters, scaleParameters } from "../model/network.ts";
import type { Walk } from "../model/walk/walk.ts";
import { Walker } from "../model/walk/walker.ts";
import { pointParametersOf, structureOf } from "../sweep/point.ts";
import type { SweepSpec } from "../sweep/spec.ts";
import type { RunControl } from "./engine.ts";
import { Turns } from "./turns.ts";

/** A walk keeps every sequence's tape: at most this many numbers, 256 MiB of float64. One sequence always fits. */
const MOST_NUMBERS = 2 ** 25;

/** A walk, and the parameters of the network that it went through. */
export interface WalkedNetwork {
  readonly walk: Walk;
  readonly parameters: Parameters;
}

/**
 * Walks the gradient of a spec's network at its initial weights, whatever the spec's mode; its axes are ignored.
 * @param sequence the one of the batch that is walked; null for all of them together
 */
export async function walkNetwork(
  spec: SweepSpec,
  replicate: number,
  sequence: number | null,
  control: RunControl,
): Promise<WalkedNetwork> {
  const { problem, baseInit, seed } = structureOf(spec);
  const { sizes, data } = problem;
  const { unroll, scales } = pointParametersOf(spec);
  const sequences = sequence === null ? Array.from({ length: data.batch }, (_, b) => b) : [sequence];
  const { kept, parts } = cells[sizes.cell];
  const numbers = sequences.length * (unroll + 1) * sizes.hidden * (kept + parts.length);
  if (numbers > MOST_NUMBERS) {
    throw new Error(
      `a walk through all ${data.batch} sequences together would keep ${numbers} numbers, more than the ${MOST_NUMBERS} there is room for: choose one sequence`,
    );
  }
  const parameters = scaleParameters(drawBase(baseInit, sizes, seed, replicate), scales, sizes);
  const walker = new Walker(problem, parameters, unroll, sequences);
  const turns = new Turns(control);
  while (!walker.isOver) {
    walker.advance();
    if (turns.isOver) await turns.next();
  }
  return { walk: walker.walk, parameters };
}
