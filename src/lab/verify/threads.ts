// Recomputing on several threads: each network goes to whichever is free.

import { Lender } from "../../engine/lender.ts";
import type { ReferenceRun } from "./recompute.ts";

/** Another thread that recomputes single networks. */
export interface ReferenceThread {
  readonly recompute: ReferenceRun;
}

/** Recomputes networks on threads, one on each at a time. */
export function recomputeOn(threads: readonly ReferenceThread[]): ReferenceRun {
  const lender = new Lender(threads);
  return async (spec, replicate) => {
    const thread = await lender.take();
    try {
      return await thread.recompute(spec, replicate);
    } finally {
      lender.give(thread);
    }
  };
}
