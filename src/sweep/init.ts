// Tells the two ways of giving a network its initial weights apart.

import type { ExplicitInit, SweepSpec } from "./spec.ts";

/** Whether the weights are given number by number rather than drawn. */
export function isExplicit(init: SweepSpec["init"]): init is ExplicitInit {
  return "kind" in init && init.kind === "explicit";
}
