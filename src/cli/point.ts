// `--point i,j[,replicate]`: the words that say which network of a sweep is meant.

import type { Parsed } from "../sweep/mistakes.ts";
import { type Point, pointAt } from "../sweep/pointAt.ts";
import type { SweepSpec } from "../sweep/spec.ts";

export type { Point } from "../sweep/pointAt.ts";

/** The network at grid indices; every wrong index is reported, with what is allowed there. */
export function pointOf(spec: SweepSpec, text: string): Parsed<Point> {
  const words = text.split(",").map((word) => word.trim());
  return pointAt(spec, words, "--point");
}
