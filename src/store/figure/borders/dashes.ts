// How borders are told apart on a map whose colours say something else: by the dashes of their lines.

import type { BorderName } from "../../../model/theory/borders/index.ts";

/** The dashes of each border's lines, as SVG has them; undefined for a line without a gap. */
export const dashesOf: Readonly<Record<BorderName, string | undefined>> = {
  linearEdge: undefined,
  linearSlope: "5 3",
  tanhFold: undefined,
  tanhFlip: "9 3",
  normBound: "2 3",
  meanFieldEdge: "9 3 2 3",
  gateSlope: "5 3",
  stepLimit: "6 2 1 2",
};
