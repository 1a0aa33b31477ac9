// One slice plot: the metric against one of the map's axes, a curve per panel, read by pointer and keys as the map is; the
// cursor of one is the cursor of the other.

import type { TargetedKeyboardEvent, TargetedPointerEvent } from "preact";
import { useRef } from "preact/hooks";
import { isNamed } from "../../../store/figure/colours.ts";
import type { ShownAxis } from "../../../store/figure/shownAxis.ts";
import { shortTicks, ticksOf } from "../../../store/figure/ticks.ts";
import { shortcutOf } from "../../keys/shortcuts.ts";
import { useWidth } from "../../useWidth.ts";
import { movedBy } from "../cursor.ts";
import type { MapState } from "../mapState.ts";
import type { Anchor } from "./anchor.ts";
import { CurvePieces } from "./CurvePieces.tsx";
import { curveStyle } from "./curveStyle.ts";
import type { Direction, SliceCurve } from "./sliceData.ts";
import type { ShownTheory } from "./theoryCurves.ts";
import type { ValueScale } from "./valueScale.ts";

const LEFT = 58;
/** Names take more room than numbers. */
const WORDY_LEFT = 84;
/** Curves over names lie so many pixels apart. */
const APART = 3;
const RIGHT = 12;
const TOP = 12;
const HEIGHT = 170;
const BOTTOM = 44;
/** Room that a label of the axis takes, in CSS pixels. */
const LABEL_WIDTH = 64;
/** Curves are thinned to at most this many columns. */
const MOST_COLUMNS = 1000;

/** Where positions and values lie in the drawing. */
export interface Place {
  x(position: number): number;
  y(value: number): number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export function SlicePlot({
  map,
  direction,
  axis,
  anchor,
  curves,
  theories,
  scale,
}: {
  map: MapState;
  direction: Direction;
  axis: ShownAxis;
  anchor: Anchor;
  curves: readonly SliceCurve[];
  theories: readonly ShownTheory[];
  scale: ValueScale;
}) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const { label, scale: kind } = map.quantity.value;
  const isStepped = isNamed(kind);
  const count = axis.values.length;
  const left = isStepped ? WORDY_LEFT : LEFT;
  const [right, bottom] = [Math.max(left + 1, width - RIGHT), TOP + HEIGHT];
  const shiftOf = (n: number) => (isStepped ? (n - (curves.length - 1) / 2) * APART : 0);
  const place: Place = {
    // As on the map, a position is a cell with a middle.
    x: (position) => left + ((position + 0.5) / count) * (right - left),
    y: (value) => bottom - Math.min(1, Math.max(0, scale.at(value))) * HEIGHT,
    left,
    right,
    top: TOP,
    bottom,
  };
  const { ticks, base } = shortTicks(ticksOf(axis, (right - left) / LABEL_WIDTH));
  const own = direction === "row" ? anchor.x : anchor.y;
  const columns = Math.min(MOST_COLUMNS, right - left);
  const panel = map.cursor.value?.panel ?? 0;
  const goTo = (position: number, by: "pointer" | "keyboard") => {
    const to = direction === "row" ? { x: position, y: anchor.y } : { x: anchor.x, y: position };
    map.cursor.value = { ...to, panel, by };
  };
  const follow = (event: TargetedPointerEvent<SVGSVGElement>) => {
    const at = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const position = Math.floor(((at - left) / (right - left)) * count);
    if (position >= 0 && position < count) goTo(position, "pointer");
  };
  const leave = () => {
    if (map.cursor.value?.by === "pointer") map.cursor.value = null;
  };
  const key = (event: TargetedKeyboardEvent<SVGSVGElement>) => {
    const from = { x: own, y: 0, panel };
    const name = shortcutOf("plot", event);
    if (name === null) return;
    const to = movedBy(event.key, event.shiftKey, from, count, 1);
    if (name === "inspectOnPlot") map.inspect({ x: anchor.x, y: anchor.y, panel });
    else if (to !== null) goTo(map.cursor.value === null ? own : to.x, "keyboard");
    else return;
    event.preventDefault();
  };
  return (
    <div ref={box} class="slice-plot" data-testid={`slice-${direction}`}>
      {width === 0 ? null : (
        <svg
          width={width}
          height={TOP + HEIGHT + BOTTOM}
          tabindex={0}
          role="application"
          aria-roledescription="line plot"
          aria-label={`${label} against ${axis.title}, a curve for each panel; the arrow keys move the map’s cursor along it. The same as a table below.`}
          onPointerMove={follow}
          onPointerDown={follow}
          onPointerLeave={leave}
          onKeyDown={key}
          onBlur={() => {
            map.cursor.value = null;
          }}
          onClick={() => map.inspect({ x: anchor.x, y: anchor.y, panel })}
        >
          <rect class="slice-ground" x={left} y={TOP} width={right - left} height={HEIGHT} />
          {scale.ticks.map(({ at, label: text }) => (
            <g key={text} transform={`translate(${left} ${bottom - at * HEIGHT})`}>
              <line class="slice-grid" x2={right - left} />
              <text class="tick-label" x={-7} dy="0.32em" text-anchor="end">
                {text}
              </text>
            </g>
          ))}
          {ticks.map(({ at, label: text }) => (
            <g key={text} transform={`translate(${left + at * (right - left)} ${bottom})`}>
              <line class="tick" y2={4} />
              <text class="tick-label" y={17} text-anchor="middle">
                {text}
              </text>
            </g>
          ))}
          <text
            class="axis-title"
            x={(left + right) / 2}
            y={bottom + 36}
            text-anchor="middle"
            data-definition={`${axis.description} ${axis.unit === "" ? "" : `Unit: ${axis.unit}.`} (${axis.param})`}
          >
            {axis.title}
            {axis.unit === "" ? "" : `, ${axis.unit}`}
            {base}
          </text>
          {curves.map(({ title, values, there }, n) => (
            <CurvePieces
              key={title}
              values={values}
              there={there}
              scale={scale}
              place={place}
              columns={columns}
              lane={n}
              name={curveStyle(n).name}
              dashes={curveStyle(n).dashes}
              shift={shiftOf(n)}
              isStepped={isStepped}
            />
          ))}
          {/* On top, dotted: where theory and measurement agree, both are seen. */}
          {theories.map(({ key: name, positions, values }) => (
            <path key={name} class="slice-theory" d={theoryPath(positions, values, place, scale)} />
          ))}
          <line class="slice-cursor" x1={place.x(own)} x2={place.x(own)} y1={TOP} y2={bottom} />
          {curves.map(({ title, values, there }, n) =>
            there[own] === 1 && Number.isFinite(values[own]) && scale.hasPlace(values[own]) ? (
              <path
                key={title}
                class={`slice-marker ${curveStyle(n).name}`}
                transform={`translate(${place.x(own)} ${place.y(values[own]) + shiftOf(n)})`}
                d={curveStyle(n).marker}
              />
            ) : null,
          )}
        </svg>
      )}
    </div>
  );
}

/** A theory's line, broken where it has no place on the scale. */
function theoryPath(
  positions: readonly number[],
  values: Float64Array,
  place: Place,
  scale: ValueScale,
): string {
  let pen = "M";
  return positions
    .map((position, i) => {
      if (!Number.isFinite(values[i]) || !scale.hasPlace(values[i])) {
        pen = "M";
        return "";
      }
      const step = `${pen}${place.x(position).toFixed(1)} ${place.y(values[i]).toFixed(1)}`;
      pen = "L";
      return step;
    })
    .join("");
}
