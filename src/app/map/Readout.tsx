// What stands under the cursor, number by number, with names and units.

import { useLayoutEffect, useRef } from "preact/hooks";
import { formatValue } from "../format.ts";
import type { Cell, Cursor } from "./cursor.ts";
import type { Layout } from "./layout.ts";
import type { MapState } from "./mapState.ts";
import { metricText } from "./metricText.ts";
import { PANEL_DIMENSION } from "./panel.ts";

/** Distance between the cursor and the card that reads it out. */
const GAP = 14;

/** The axes that a readout names: the replicate only where there are several. */
function readAxes(map: MapState, cell: Cell) {
  const indices = map.indicesOf(cell);
  return map.axes.value.flatMap((axis, d) =>
    d === map.axes.value.length - 1 && axis.values.length === 1
      ? []
      : [{ ...axis, value: axis.values[indices[d]] }],
  );
}

/** The readout in one sentence, for those who listen. */
export function readoutText(map: MapState, cell: Cell): string {
  const axes = readAxes(map, cell).map(({ title, value, unit }) =>
    `${title} ${formatValue(value)} ${unit}`.trim(),
  );
  return `${axes.join(", ")}: ${map.metric.value.label} ${valueText(map, cell)}.`;
}

function valueText(map: MapState, cell: Cell): string {
  const shown = map.valueAt(cell);
  if (shown === null) return "not computed yet";
  const { text, unit } = metricText(map.page.metric.value, shown.value);
  return `${text} ${unit}`.trim() + (shown.isFinal ? "" : " so far");
}

export function Readout({ map, cursor, layout }: { map: MapState; cursor: Cursor; layout: Layout }) {
  const card = useRef<HTMLDivElement>(null);
  const { left, top, plotWidth, plotHeight, width } = layout;
  const x = left + ((cursor.x + 0.5) / map.columns.value) * plotWidth;
  const y = top + (1 - (cursor.y + 0.5) / map.rows.value) * plotHeight;
  useLayoutEffect(() => {
    const element = card.current;
    if (element === null) return;
    const { offsetWidth, offsetHeight } = element;
    const [low, high] = roomAround(element, width);
    const atRight = x + GAP + offsetWidth <= high;
    const cardX = atRight ? x + GAP : Math.max(low, x - GAP - offsetWidth);
    const cardY = Math.max(0, y - GAP - offsetHeight);
    element.style.transform = `translate(${Math.round(cardX)}px, ${Math.round(cardY)}px)`;
  });
  // New results may have filled the cell in since the cursor came to rest on it.
  void map.page.run.frame.value;
  const { label } = map.metric.value;
  const { value: panels } = map.panels;
  return (
    <div class="readout" ref={card} data-testid="readout">
      <dl>
        {readAxes(map, cursor).map((axis) =>
          panels.length > 1 && axis.param === map.axes.value[PANEL_DIMENSION].param ? null : (
            <div key={axis.param}>
              <dt>{axis.title}</dt>
              <dd>
                <data value={String(axis.value)}>{formatValue(axis.value)}</data> {axis.unit}
              </dd>
            </div>
          ),
        )}
        {panels.map(({ place }, panel) => (
          <div key={place.title} class={`readout-metric ${panel > 0 ? "readout-more" : ""}`}>
            <dt>{place.title === "" ? label : `${label}, ${place.title}`}</dt>
            <dd class={panels.length > 1 && panel === cursor.panel ? "readout-own" : ""}>
              <ReadValue map={map} cell={{ ...cursor, panel }} />
            </dd>
          </div>
        ))}
      </dl>
      <p>{cursor.by === "keyboard" ? "Enter" : "Click"} opens this network.</p>
    </div>
  );
}

/** How far the card may go to the left and right of its panel: over the other panels, but not out of the map. */
function roomAround(card: HTMLElement, width: number): [number, number] {
  const frame = card.parentElement?.getBoundingClientRect();
  const map = card.closest(".map-box")?.getBoundingClientRect();
  return frame === undefined || map === undefined
    ? [0, width]
    : [map.left - frame.left, map.right - frame.left];
}

function ReadValue({ map, cell }: { map: MapState; cell: Cell }) {
  const shown = map.valueAt(cell);
  if (shown === null) return <>not yet</>;
  const { text, unit } = metricText(map.page.metric.value, shown.value);
  return (
    <>
      <data value={String(shown.value)} data-testid="readout-value">
        {text}
      </data>{" "}
      {unit}
      {shown.isFinal ? "" : " so far"}
    </>
  );
}
