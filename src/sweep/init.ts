// The two ways of giving a network its initial weights: told apart, and the one made from a network's own.

import { type Parameters, parameterShapes, type Sizes } from "../model/network.ts";
import { parametersInShape } from "./shape.ts";
import type { ExplicitInit, SweepSpec } from "./spec.ts";

/** Whether the weights are given number by number rather than drawn. */
export function isExplicit(init: SweepSpec["init"]): init is ExplicitInit {
  return "kind" in init && init.kind === "explicit";
}

/** Parameters as a spec gives them number by number. */
export function explicitInit(parameters: Parameters, sizes: Sizes): ExplicitInit {
  const nested = parametersInShape(parameters, parameterShapes(sizes));
  return { kind: "explicit", parameters: nested as ExplicitInit["parameters"] };
}
