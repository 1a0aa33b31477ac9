// The values along a row or a column of the map, panel by panel: what the slice plots draw and their table lists.

import { flatIndex } from "../../../sweep/tile.ts";
import type { MapState } from "../mapState.ts";

/** Along which of the map's dimensions a slice runs. */
export type Direction = "row" | "column";

/** One curve: a panel's values along the slice. */
export interface SliceCurve {
  readonly title: string;
  /** The value at each position; NaN also where there is none yet. */
  readonly values: Float64Array;
  /** 1 where there is a value. */
  readonly there: Uint8Array;
}

/** The curves of all panels along the row or the column through a cell. */
export function sliceCurves(
  map: MapState,
  direction: Direction,
  at: { readonly x: number; readonly y: number },
): SliceCurve[] {
  const count = direction === "row" ? map.columns.value : map.rows.value;
  const { value: field } = map.field;
  return map.panels.value.map((panel, index) => {
    const values = new Float64Array(count).fill(Number.NaN);
    const there = new Uint8Array(count);
    if (field !== null) {
      const { shape } = field.store;
      const cell = (i: number) => (direction === "row" ? { x: i, y: at.y } : { x: at.x, y: i });
      const first = flatIndex(shape, map.indicesOf({ ...cell(0), panel: index }));
      // Along one dimension flat indices lie evenly apart.
      const step = count > 1 ? flatIndex(shape, map.indicesOf({ ...cell(1), panel: index })) - first : 0;
      for (let i = 0; i < count; i++) {
        const flat = first + i * step;
        if (!field.has(flat)) continue;
        there[i] = 1;
        values[i] = field.at(flat);
      }
    }
    return { title: panel.place.title, values, there };
  });
}

/** What a listener is told of a curve: its first and last value, its extremes, and how much has no number. */
export interface SliceSummary {
  readonly first: number;
  readonly last: number;
  readonly least: number;
  readonly most: number;
  /** Positions that are computed and have no number. */
  readonly nan: number;
  /** Positions that are not computed yet. */
  readonly waiting: number;
}

/** The summary of a curve; NaN where it has no number at all. −∞ and +∞ are extremes like any other. */
export function summaryOf({ values, there }: Pick<SliceCurve, "values" | "there">): SliceSummary {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  let [nan, waiting] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    if (there[i] === 0) waiting++;
    else if (Number.isNaN(values[i])) nan++;
    else {
      least = Math.min(least, values[i]);
      most = Math.max(most, values[i]);
    }
  }
  const some = nan + waiting < values.length;
  const [first, last] = [values[0], values[values.length - 1]];
  return {
    first,
    last,
    least: some ? least : Number.NaN,
    most: some ? most : Number.NaN,
    nan,
    waiting,
  };
}
