// What stands under the cursor, number by number, with names and units; in every panel at once.

import { useLayoutEffect, useRef } from "preact/hooks";
import { formatValue } from "../../store/figure/format.ts";
import type { Quantity } from "../../store/figure/quantity.ts";
import type { Cell, Cursor } from "./cursor.ts";
import type { Layout } from "./layout.ts";
import type { MapState } from "./mapState.ts";
import { cellText, countText } from "./readText.ts";

/** Distance between the cursor and the card that reads it out. */
const GAP = 14;
/** More panels than this are read in two columns. */
const MANY = 5;

/** The axes that a readout names: those whose position is not said by a panel's title or taken by a reduction. */
function readAxes(map: MapState, cell: Cell) {
  const indices = map.indicesOf(cell);
  const { panels, isReduced } = map.page.arrangement.value;
  const replicate = indices.length - 1;
  return map.axes.value.flatMap((axis, d) =>
    panels.includes(d) || (d === replicate && (isReduced || axis.values.length === 1))
      ? []
      : [{ ...axis, value: axis.values[indices[d]] }],
  );
}

/** The readout in one sentence, for those who listen. */
export function readoutText(map: MapState, cell: Cell): string {
  const axes = readAxes(map, cell).map(({ title, value, unit }) =>
    `${title} ${formatValue(value)} ${unit}`.trim(),
  );
  const { value: panels } = map.allPanels;
  const own = panels[cell.panel];
  const first = own === undefined || own.place.title === "" || own.isDifference ? [] : [own.place.title];
  const quantity = quantityOf(map, cell.panel);
  const others = panels.flatMap((panel, i) =>
    i === cell.panel || panel.isDifference
      ? []
      : [`${panel.place.title} ${cellText(map, map.quantity.value, { ...cell, panel: i })}`],
  );
  const rest = others.length === 0 ? "" : ` In the other panels: ${others.join(", ")}.`;
  return `${[...first, ...axes].join(", ")}: ${quantity.label} ${cellText(map, quantity, cell)}.${rest}`;
}

function quantityOf(map: MapState, panel: number): Quantity {
  const isDifference = map.allPanels.value[panel]?.isDifference === true;
  return (isDifference ? map.differenceColours : map.colours).quantity.value;
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
  const { label, unit, scale } = map.quantity.value;
  const { value: panels } = map.allPanels;
  const several = panels.length > 1;
  // Beside many values one unit is enough, once.
  const many = panels.length > MANY;
  const heading = many && scale !== "outcome" ? `${label} in ${unit}` : label;
  return (
    <div class={`readout ${many ? "readout-many" : ""}`} ref={card} data-testid="readout">
      <dl>
        {readAxes(map, cursor).map((axis) => (
          <div key={axis.param}>
            <dt>{axis.title}</dt>
            <dd>
              <data value={String(axis.value)}>{formatValue(axis.value)}</data> {axis.unit}
            </dd>
          </div>
        ))}
      </dl>
      {several ? <p class="readout-label">{heading}</p> : null}
      <dl class="readout-values">
        {panels.map((panel, index) => (
          <div
            key={panel.place.title}
            class={`readout-metric ${panel.isDifference ? "readout-difference" : ""}`}
            data-panel={panel.place.title}
          >
            <dt>{!several ? label : panel.isDifference ? "A − B" : panel.place.title}</dt>
            <dd class={several && index === cursor.panel ? "readout-own" : ""}>
              <ReadValue map={map} cell={{ ...cursor, panel: index }} withUnit={!many} />
            </dd>
          </div>
        ))}
      </dl>
      <p>{openText(map, cursor)}</p>
    </div>
  );
}

/** Which network a click opens; of reduced replicates it is one of them. */
function openText(map: MapState, cursor: Cursor): string {
  const how = cursor.by === "keyboard" ? "Enter" : "Click";
  if (map.reduction.value === null || map.valueAt(cursor) === null) return `${how} opens this network.`;
  const replicate = map.networkAt(cursor).at(-1);
  return map.reduction.value.kind === "fraction"
    ? `${how} opens replicate ${replicate}, the first with that outcome (0 where none has it).`
    : `${how} opens replicate ${replicate}, the nearest to this value.`;
}

/** How far the card may go to the left and right of its panel: over the other panels, but not out of the map. */
function roomAround(card: HTMLElement, width: number): [number, number] {
  const frame = card.parentElement?.getBoundingClientRect();
  const map = card.closest(".map-box")?.getBoundingClientRect();
  return frame === undefined || map === undefined
    ? [0, width]
    : [map.left - frame.left, map.right - frame.left];
}

function ReadValue({ map, cell, withUnit }: { map: MapState; cell: Cell; withUnit: boolean }) {
  const shown = map.valueAt(cell);
  if (shown === null) return <>not yet</>;
  const { text, unit } = quantityOf(map, cell.panel).text(shown.value);
  const isDifference = map.allPanels.value[cell.panel]?.isDifference === true;
  return (
    <>
      <data value={String(shown.value)} data-testid={isDifference ? "readout-difference" : "readout-value"}>
        {text}
      </data>{" "}
      {withUnit ? unit : ""}
      {countText(shown)}
    </>
  );
}
