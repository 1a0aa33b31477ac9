// The catalog of borders: one line each; the page offers every one that says something of the networks on the map.

import type { Border } from "./border.ts";
import { gateSlope } from "./gateSlope.ts";
import { linearEdge, linearSlope } from "./linear.ts";
import { meanFieldEdge } from "./meanField.ts";
import type { BorderName } from "./names.ts";
import { normBound } from "./normBound.ts";
import { tanhFlip, tanhFold } from "./scalarTanh.ts";
import { stepLimit } from "./stepLimit.ts";

export const borders = {
  linearEdge,
  linearSlope,
  tanhFold,
  tanhFlip,
  normBound,
  meanFieldEdge,
  gateSlope,
  stepLimit,
} satisfies Record<BorderName, Border>;

export type { Border, BorderNetwork, BorderPoint } from "./border.ts";
export { type BorderName, borderNames } from "./names.ts";
