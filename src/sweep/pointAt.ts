// One position on a sweep's axes, checked and turned into the spec of that one network.

import { axisValues, specAt } from "./axis.ts";
import { type Mistake, type Parsed, showGiven } from "./mistakes.ts";
import type { SweepSpec } from "./spec.ts";

/** One network of a sweep: a spec whose own values count, and the replicate. */
export interface Point {
  readonly spec: SweepSpec;
  readonly replicate: number;
}

/**
 * The network at grid indices; every wrong index is reported, with what is allowed there.
 * @param words one index per axis, and one more for the replicate where it is not the first
 * @param path what the mistakes call them
 */
export function pointAt(spec: SweepSpec, words: readonly string[], path: string): Parsed<Point> {
  const axes = spec.axes.map((axis) => ({ param: axis.param, values: axisValues(spec, axis) }));
  const allowed = [
    ...axes.map(({ param, values }) => ({ name: param, count: values.length })),
    { name: "replicate", count: spec.replicates },
  ];
  const mistakes: Mistake[] = [];
  if (words.length !== axes.length && words.length !== axes.length + 1) {
    const places = allowed.map(({ name, count }) => `${name} 0 to ${count - 1}`);
    mistakes.push({
      path,
      given: `${words.length} ${words.length === 1 ? "index" : "indices"}`,
      allowed: `${axes.length} or ${axes.length + 1} indices with commas between: ${places.join(", ")} (may be left out)`,
    });
  }
  const indices = words.slice(0, allowed.length).map((word, place) => {
    const { name, count } = allowed[place];
    const index = /^\d+$/.test(word) ? Number(word) : Number.NaN;
    if (!(index < count)) {
      mistakes.push({
        path: `${path}.${place}`,
        given: showGiven(/^-?\d+(\.\d+)?$/.test(word) ? Number(word) : word),
        allowed: `${count === 1 ? "only 0" : `an integer from 0 to ${count - 1}`} (${name})`,
      });
    }
    return index;
  });
  if (mistakes.length > 0) return { ok: false, mistakes };
  return { ok: true, value: { spec: specAt(spec, indices), replicate: indices[axes.length] ?? 0 } };
}
