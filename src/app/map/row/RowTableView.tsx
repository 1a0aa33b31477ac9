// The values along the cursor's row or column, position by position, for those who read a map by ear or want its numbers.

import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { isNamed } from "../../../store/figure/colours.ts";
import { formatCount } from "../../../store/figure/format.ts";
import { positionText } from "../../../store/figure/shownAxis.ts";
import type { Cell } from "../cursor.ts";
import type { MapState } from "../mapState.ts";
import { countText } from "../readText.ts";
import type { Anchor } from "../slice/anchor.ts";
import type { Direction } from "../slice/sliceData.ts";
import { useBeat } from "../slice/useBeat.ts";
import { NEIGHBOURS, rowPositions } from "./rowPositions.ts";

export function RowTableView(props: {
  map: MapState;
  anchor: ReadonlySignal<Anchor>;
  /** Called once the table is on the page. */
  onShown: () => void;
}) {
  const { map, anchor, onShown } = props;
  const chosen = useSignal<Direction>("row");
  // The values follow a running sweep a few times a second.
  void useBeat(map.page.run).value;
  useLayoutEffect(onShown, []);
  const frame = useRef<HTMLElement>(null);
  const { x, y } = map.page.arrangement.value;
  const direction = y < 0 ? "row" : chosen.value;
  const isRow = direction === "row";
  const { value: at } = anchor;
  const axis = map.axes.value[isRow ? x : y];
  const own = isRow ? at.x : at.y;
  useEffect(() => {
    // The cursor's own line in the middle: it is what one came for.
    const box = frame.current;
    const line = box?.querySelector<HTMLElement>("[aria-current]");
    if (box != null && line != null) box.scrollTop = line.offsetTop - box.clientHeight / 2;
  }, [own, direction]);
  const positions = rowPositions(axis.values.length, own);
  const cellAt = (position: number, panel: number): Cell =>
    isRow ? { x: position, y: at.y, panel } : { x: at.x, y: position, panel };
  const { value: quantity } = map.quantity;
  // The unit stands at the head of a column: in every line it would be tiring to listen to.
  const unit = isNamed(quantity.scale) ? "" : quantity.unit;
  const { value: panels } = map.panels;
  const caption = captionOf(map, direction, at, positions.length);
  return (
    <div class="row-table-content">
      {y < 0 ? null : (
        <label>
          Along{" "}
          <select
            value={direction}
            onChange={(event) => {
              chosen.value = event.currentTarget.value as Direction;
            }}
          >
            <option value="row">the row: {map.axes.value[x].title}</option>
            <option value="column">the column: {map.axes.value[y].title}</option>
          </select>
        </label>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard. */}
      <section ref={frame} class="row-table-frame" tabIndex={0} aria-label="The table">
        <table data-testid="row-table">
          <caption>{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{named(axis.title, axis.unit)}</th>
              {panels.map(({ place: { title } }) => (
                <th key={title} scope="col">
                  {title === "" ? named(quantity.label, unit) : named(title, unit)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {positions.map((position) => (
              <tr key={position} aria-current={position === own ? "location" : undefined}>
                <th scope="row">
                  {positionText(axis, position)}
                  {position === own ? <span class="visually-hidden"> (the cursor)</span> : null}
                </th>
                {panels.map(({ place: { title } }, panel) => (
                  <td key={title}>{valueText(map, cellAt(position, panel))}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

/** What is listed, where on the map, and how much of it. */
function captionOf(map: MapState, direction: Direction, at: Anchor, listed: number): string {
  const { x, y } = map.page.arrangement.value;
  const [along, across] = direction === "row" ? [x, y] : [y, x];
  const axis = map.axes.value[along];
  const other = map.axes.value[across];
  const where =
    other === undefined
      ? ""
      : ` at ${other.title} ${positionText(other, direction === "row" ? at.y : at.x)} ${other.unit}`.trimEnd();
  const count = axis.values.length;
  const some =
    listed === count
      ? ""
      : `; ${formatCount(listed)} of ${formatCount(count)} positions: ${NEIGHBOURS} on each side of the cursor, and others evenly apart`;
  return `${map.quantity.value.label} along ${axis.title}${where}${some}.`;
}

function named(title: string, unit: string): string {
  return unit === "" ? title : `${title}, ${unit}`;
}

function valueText(map: MapState, cell: Cell): string {
  const shown = map.valueAt(cell);
  return shown === null
    ? "not computed yet"
    : `${map.quantity.value.text(shown.value).text}${countText(shown)}`;
}
