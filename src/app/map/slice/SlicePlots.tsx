// The slices of the map: the metric along the row and along the column of the cursor, all panels' curves in each, with one
// key for both, the theory's curve where there is one, and the same as a table.

import { untracked, useComputed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { formatValue } from "../../../store/figure/format.ts";
import type { MapState } from "../mapState.ts";
import { type Anchor, anchorOf } from "./anchor.ts";
import { SliceKey } from "./SliceKey.tsx";
import { SlicePlot } from "./SlicePlot.tsx";
import { SliceTable } from "./SliceTable.tsx";
import { type Direction, sliceCurves } from "./sliceData.ts";
import { theoryCurves } from "./theoryCurves.ts";
import { useBeat } from "./useBeat.ts";
import { valueScale } from "./valueScale.ts";

/** Labels on the vertical scale at most. */
const TICKS = 5;

export function SlicePlots({ map }: { map: MapState }) {
  const anchor = useMemo(() => anchorOf(map), [map]);
  const beat = useBeat(map.page.run);
  const slices = useComputed(() => {
    void beat.value;
    // Another metric or reduction is seen at once; results and new stores by the beat, away from the map's own work.
    void map.quantity.value;
    const { x, y } = map.page.arrangement.value;
    const directions: Direction[] = [];
    if (x >= 0) directions.push("row");
    if (y >= 0) directions.push("column");
    return directions.map((direction) => {
      const axis = map.axes.value[direction === "row" ? x : y];
      void map.panels.value;
      void map.page.slice.value;
      const at = anchor.value;
      const curves = untracked(() => sliceCurves(map, direction, at));
      const theories = theoryCurves(map, direction, at);
      const lists = [...curves, ...theories].map(({ values }) => values);
      return { direction, axis, curves, theories, scale: valueScale(map.quantity.value, lists, TICKS) };
    });
  });
  if (slices.value.length === 0) return null;
  const theories = new Map(
    slices.value.flatMap((slice) => slice.theories.map((one) => [one.theory.label, one] as const)),
  );
  return (
    <section class="slice-plots" aria-label="Slices of the map">
      <div class="slice-pair">
        {slices.value.map((slice) => (
          <figure key={slice.direction}>
            <figcaption>{captionOf(map, anchor.value, slice.direction)}</figcaption>
            <SlicePlot map={map} anchor={anchor.value} {...slice} />
          </figure>
        ))}
      </div>
      <SliceKey map={map} anchor={anchor.value} theories={[...theories.values()]} />
      <SliceTable map={map} slices={slices.value} />
    </section>
  );
}

/** Which row or column this is, and whose. */
function captionOf(map: MapState, { x, y, by }: Anchor, direction: Direction): string {
  const { x: dx, y: dy } = map.page.arrangement.value;
  const across = direction === "row" ? dy : dx;
  const name = direction === "row" ? "Along the row" : "Along the column";
  if (across < 0) return "Along the map";
  const { title, unit, values } = map.axes.value[across];
  const whose = { cursor: "", point: ", of the open network", middle: ", in the middle" }[by];
  const value = formatValue(values[direction === "row" ? y : x]);
  return `${name} ${title} = ${`${value} ${unit}`.trim()}${whose}`;
}
