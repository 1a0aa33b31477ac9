// Above two sweeps side by side: what they differ in, and what both have under the cursor.

import { useEffect } from "preact/hooks";
import { pairOf } from "../../store/figure/pairs.ts";
import { differenceQuantity } from "../../store/figure/quantity.ts";
import { positionText } from "../../store/figure/shownAxis.ts";
import { isolated } from "../isolated.ts";
import type { Cell } from "../map/cursor.ts";
import type { MapState } from "../map/mapState.ts";
import { cellText } from "../map/readText.ts";
import { type BesideState, besideOf } from "./besideState.ts";

/** So many differences are said at once; the others stand behind them. */
const MOST_TOLD = 3;
const BY_VALUES = "The cursor stands at the same values of the axes on both maps.";
const BY_FRACTIONS =
  "The maps have different axes: there the cursor stands at the same fraction of both pictures, not at the same values.";
const SWAP =
  "The two sweeps change places: the right one becomes the sweep of the page, with its form. A click on the right map does the same, and opens the network there.";

export function BesideBar({ map }: { map: MapState }) {
  const beside = besideOf(map);
  useEffect(() => {
    beside.start();
    return () => beside.stop();
  }, [beside]);
  const { value: differs } = beside.differs;
  return (
    <section class="beside-bar" aria-label="Two sweeps side by side">
      <p class="beside-differs" data-testid="beside-differs">
        <b>Left</b>, against right:{" "}
        {differs.length === 0
          ? "the same sweep. Change something in the form: the left map follows, the right one stays."
          : null}
        {differs
          .slice(0, MOST_TOLD)
          .map((text) => isolated(text))
          .join("; ")}
        {differs.length <= MOST_TOLD ? null : (
          <>
            {"; "}
            <span
              class="term"
              // biome-ignore lint/a11y/noNoninteractiveTabindex: what it stands for is read on focus.
              tabIndex={0}
              data-definition={differs.slice(MOST_TOLD).join("; ")}
            >
              and {differs.length - MOST_TOLD} more
            </span>
          </>
        )}
      </p>
      <LinkedReadout beside={beside} />
      <div class="beside-buttons">
        <button type="button" class="quiet" data-definition={SWAP} onClick={() => beside.swap()}>
          Swap
        </button>
        <button type="button" class="quiet" onClick={() => map.page.changeView({ beside: undefined })}>
          Close comparison
        </button>
      </div>
    </section>
  );
}

/** What both maps have under the cursor, for all to see; and to hear, where the keyboard moves it. */
function LinkedReadout({ beside }: { beside: BesideState }) {
  const { own, map } = beside;
  const [a, b] = [own.cursor.value, map.cursor.value];
  void own.page.run.frame.value;
  void map.page.run.frame.value;
  const isSpoken = a?.by === "keyboard" || b?.by === "keyboard";
  const text = a === null && b === null ? "" : linkedText(beside, a, b);
  return (
    <>
      <p
        class="beside-readout"
        data-testid="beside-readout"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus.
        tabIndex={0}
        data-definition={beside.isByValues.value ? BY_VALUES : BY_FRACTIONS}
      >
        {text === ""
          ? beside.isByValues.value
            ? "One cursor on both maps, at the same values."
            : "One cursor on both maps; where the axes differ, at the same fraction of the picture."
          : text}
      </p>
      <p class="visually-hidden" role="status" data-testid="beside-live">
        {isSpoken ? text : ""}
      </p>
    </>
  );
}

function linkedText({ own, map, isShared }: BesideState, a: Cell | null, b: Cell | null): string {
  const left = a === null ? "nothing there" : cellText(own, own.quantity.value, a);
  const right = b === null ? "nothing there" : cellText(map, map.quantity.value, b);
  const where = a === null ? placeText(map, b) : placeText(own, a);
  const both = `${where}: left ${left}, right ${right}`;
  const [one, other] = [a && own.valueAt(a)?.value, b && map.valueAt(b)?.value];
  if (!isShared.value || one == null || other == null) return `${both}.`;
  const quantity = differenceQuantity(own.quantity.value, "left", "right");
  if (quantity.scale === "agreement") return `${both}: ${quantity.text(pairOf(one, other)).text}.`;
  if (!Number.isFinite(one - other)) return `${both}.`;
  const { text, unit } = quantity.text(one - other);
  return `${both}; left − right ${text} ${unit}`.trim().concat(".");
}

function placeText(map: MapState, cell: Cell | null): string {
  if (cell === null) return "";
  const { x, y } = map.page.arrangement.value;
  const sides = [[map.axes.value[x], cell.x] as const, [map.axes.value[y], cell.y] as const];
  return sides
    .flatMap(([axis, at]) =>
      axis === undefined ? [] : [`${axis.title} ${positionText(axis, at)} ${axis.unit}`.trim()],
    )
    .join(", ");
}
