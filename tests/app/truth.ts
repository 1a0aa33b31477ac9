// What the page should say: the same networks, evaluated by the reference here and now.

import { ReferenceEngine } from "../../src/engine/reference.ts";
import { specAt } from "../../src/sweep/axis.ts";
import type { Inspection } from "../../src/sweep/inspection.ts";
import { parseSpec, type SweepSpec } from "../../src/sweep/spec.ts";

const reference = new ReferenceEngine();

/** A parsed spec; a mistake in it is a mistake in the test. */
export function soundSpec(input: unknown): SweepSpec {
  const parsed = parseSpec(input);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.mistakes));
  return parsed.value;
}

/** Everything about the network at grid indices (axes, then replicate). */
export function truthAt(spec: SweepSpec, indices: readonly number[]): Promise<Inspection> {
  return reference.inspect(specAt(spec, indices), indices[spec.axes.length] ?? 0);
}

/** Whether two numbers are the same up to the last bits of float64 (−Infinity is −Infinity). */
export function same(a: number, b: number): boolean {
  return Object.is(a, b) || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
}
