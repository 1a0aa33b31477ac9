// The theories that say something of the networks along a slice, as curves: one each, however many panels it holds for.

import { type Theory, theories } from "../../../model/theory/index.ts";
import { withField } from "../../../sweep/axis.ts";
import type { SweepSpec } from "../../../sweep/spec.ts";
import { theoryPointOf } from "../../../sweep/theoryPoint.ts";
import type { MapState } from "../mapState.ts";
import type { Anchor } from "./anchor.ts";
import type { Direction } from "./sliceData.ts";

/** A theory along a slice. */
export interface ShownTheory {
  readonly key: string;
  readonly theory: Theory;
  /** The panels that it holds for, by their titles. */
  readonly panels: readonly string[];
  /** Positions, in order, … */
  readonly positions: readonly number[];
  /** … and the value at each; NaN where the theory says nothing. */
  readonly values: Float64Array;
}

/** A smooth curve needs no more points than this. */
const MOST_POINTS = 128;

/** The theories along the row or the column of a map. */
export function theoryCurves(map: MapState, direction: Direction, anchor: Anchor): ShownTheory[] {
  const { x, y } = map.page.arrangement.value;
  const along = direction === "row" ? x : y;
  // A share of outcomes is no metric of the network; any other reduction leaves equal values what they are.
  const { value: reduction } = map.reduction;
  const metric = map.page.metric.value;
  if (along < 0 || reduction?.kind === "fraction") return [];
  const axis = map.axes.value[along];
  const positions = positionsOf(axis.values.length);
  const found = new Map<string, ShownTheory & { panels: string[] }>();
  for (const [panel, { place }] of map.panels.value.entries()) {
    const base = panelSpec(map, map.indicesOf({ x: anchor.x, y: anchor.y, panel }), along);
    for (const [name, theory] of Object.entries<Theory>(theories)) {
      if (theory.metric !== metric) continue;
      const at = (position: number) =>
        theory.value(theoryPointOf(withField(base, axis.param, axis.values[position]))) ?? Number.NaN;
      const probes = [0, positions.length >> 1, positions.length - 1];
      if (probes.every((i) => Number.isNaN(at(positions[i])))) continue;
      const values = Float64Array.from(positions, at);
      const key = `${name} ${values.join()}`;
      const known = found.get(key);
      if (known === undefined) found.set(key, { key, theory, panels: [place.title], positions, values });
      else known.panels.push(place.title);
    }
  }
  return [...found.values()];
}

/** Evenly spread positions, both ends among them. */
function positionsOf(count: number): number[] {
  const points = Math.min(count, MOST_POINTS);
  return Array.from({ length: points }, (_, i) =>
    points === 1 ? 0 : Math.round((i * (count - 1)) / (points - 1)),
  );
}

/** The spec at grid indices, but for the axis that the slice runs along. */
function panelSpec(map: MapState, indices: readonly number[], along: number): SweepSpec {
  return map.page.spec.value.axes.reduce(
    (spec, axis, d) =>
      d === along ? spec : withField(spec, axis.param, map.axes.value[d].values[indices[d]]),
    map.page.spec.value,
  );
}
