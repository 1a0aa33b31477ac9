// The point in the inspector: asked of the lab whenever the point or the sweep changes; only the last answer counts.

import { effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Lab } from "../../lab/connect.ts";
import { specAt } from "../../sweep/axis.ts";
import type { Inspection } from "../../sweep/inspection.ts";
import { messageOf } from "../../sweep/mistakes.ts";
import type { SweepSpec } from "../../sweep/spec.ts";

/** One network, replayed. */
export interface InspectedPoint {
  /** Grid indices: axes, then replicate. */
  readonly indices: readonly number[];
  /** The spec at that point, its axes set to the point's values. */
  readonly spec: SweepSpec;
  /** The replay, null while it is under way. */
  readonly inspection: Inspection | null;
  /** Why there is no replay. */
  readonly failure: string;
}

/** Follows a sweep and a point, and holds the replay of the network there. */
export function inspecting(
  lab: Promise<Lab>,
  spec: ReadonlySignal<SweepSpec>,
  point: ReadonlySignal<readonly number[] | null>,
): ReadonlySignal<InspectedPoint | null> {
  const inspected = signal<InspectedPoint | null>(null);
  let asked = 0;
  effect(() => {
    const indices = point.value;
    const sweep = spec.value;
    asked++;
    const request = asked;
    if (indices === null) {
      inspected.value = null;
      return;
    }
    const at = specAt(sweep, indices);
    const answer = (inspection: Inspection | null, failure: string) => {
      if (request === asked) inspected.value = { indices, spec: at, inspection, failure };
    };
    answer(null, "");
    lab
      .then((remote) => remote.inspect(at, indices[sweep.axes.length]))
      .then((inspection) => answer(inspection, ""))
      .catch((error: unknown) => answer(null, messageOf(error)));
  });
  return inspected;
}
