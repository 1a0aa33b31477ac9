// `--slice init.recurrent.gain=3,replicate=0`: positions along some of a sweep's dimensions, from 0, for exports that are of a
// part of it.

import { arrangementOf } from "../store/figure/arrangement.ts";
import type { Box, SweepResults } from "../store/results.ts";
import { REPLICATE } from "../store/zarr/layout.ts";
import { type Mistake, type Parsed, showGiven } from "../sweep/mistakes.ts";
import type { View } from "../sweep/view.ts";

/** A position per dimension (axes, then replicates), null where all of them are meant. */
export type Slice = readonly (number | null)[];

type Grid = Pick<SweepResults, "spec" | "axes" | "shape">;

/** Reads a slice; every mistake at once. */
export function sliceOf(grid: Grid, text: string | undefined): Parsed<Slice> {
  const slice: (number | null)[] = grid.shape.map(() => null);
  const mistakes: Mistake[] = [];
  const names = dimensionNames(grid);
  for (const word of text?.split(",") ?? []) {
    const [name, index, ...rest] = word.split("=").map((part) => part.trim());
    const d = names.indexOf(name);
    if (d < 0 || index === undefined || rest.length > 0) {
      const allowed = `DIMENSION=INDEX with commas between, of ${names.join(", ")}`;
      mistakes.push({ path: "--slice", given: showGiven(word), allowed });
    } else if (!/^\d+$/.test(index) || Number(index) >= grid.shape[d]) {
      const allowed = `an integer from 0 to ${grid.shape[d] - 1}`;
      mistakes.push({ path: `--slice ${name}`, given: showGiven(index), allowed });
    } else slice[d] = Number(index);
  }
  return mistakes.length > 0 ? { ok: false, mistakes } : { ok: true, value: slice };
}

/** The block of the grid that a slice leaves. */
export function boxOf({ shape }: Grid, slice: Slice): Box {
  return { start: slice.map((at) => at ?? 0), count: slice.map((at, d) => (at === null ? shape[d] : 1)) };
}

/** The view whose figure shows a slice: no panels along what it fixes. A dimension of the map itself cannot be fixed. */
export function viewOf(grid: Grid, slice: Slice, metric: string | undefined): Parsed<View> {
  const usual = arrangementOf(grid.spec, {});
  const names = dimensionNames(grid);
  const mistakes = [usual.x, usual.y].flatMap((d): Mistake[] => {
    if (d < 0 || slice[d] === null) return [];
    const hidden = usual.hidden.map((h) => names[h]).filter((name) => name !== undefined);
    const allowed =
      hidden.length === 0 ? "none, for the map shows every dimension" : `only ${hidden.join(", ")}`;
    return [{ path: `--slice ${names[d]}`, given: "a dimension of the map itself", allowed }];
  });
  if (mistakes.length > 0) return { ok: false, mistakes };
  const view: View = {
    slice: usual.hidden.map((d) => slice[d] ?? 0),
    panels: usual.panels.filter((d) => slice[d] === null),
    ...(metric === undefined ? {} : { metric }),
  };
  return { ok: true, value: view };
}

/** The axes by their parameters; the replicates only where there are several. */
function dimensionNames({ spec, axes }: Grid): string[] {
  const params = axes.map(({ param }) => param);
  return spec.replicates > 1 ? [...params, REPLICATE] : params;
}
