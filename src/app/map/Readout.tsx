// What stands under the cursor, number by number, with names and units.

import { useLayoutEffect, useRef } from "preact/hooks";
import { formatValue } from "../format.ts";
import type { Cell, Cursor } from "./cursor.ts";
import type { Layout } from "./layout.ts";
import type { MapState } from "./mapState.ts";

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
  const value = map.valueAt(cell);
  const { label, unit } = map.metric.value;
  return `${axes.join(", ")}: ${label} ${value === null ? "not computed yet" : `${formatValue(value)} ${unit}`}.`;
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
    const atRight = x + GAP + offsetWidth <= width;
    const cardX = atRight ? x + GAP : Math.max(0, x - GAP - offsetWidth);
    const cardY = Math.max(0, y - GAP - offsetHeight);
    element.style.transform = `translate(${Math.round(cardX)}px, ${Math.round(cardY)}px)`;
  });
  // New results may have filled the cell in since the cursor came to rest on it.
  void map.page.run.frame.value;
  const value = map.valueAt(cursor);
  const { label, unit } = map.metric.value;
  return (
    <div class="readout" ref={card} data-testid="readout">
      <dl>
        {readAxes(map, cursor).map((axis) => (
          <div key={axis.param}>
            <dt>{axis.title}</dt>
            <dd>
              <data value={String(axis.value)}>{formatValue(axis.value)}</data> {axis.unit}
            </dd>
          </div>
        ))}
        <div class="readout-metric">
          <dt>{label}</dt>
          <dd>
            {value === null ? (
              "not yet"
            ) : (
              <>
                <data value={String(value)} data-testid="readout-value">
                  {formatValue(value)}
                </data>{" "}
                {unit}
              </>
            )}
          </dd>
        </div>
      </dl>
      <p>{cursor.by === "keyboard" ? "Enter" : "Click"} opens this network.</p>
    </div>
  );
}
