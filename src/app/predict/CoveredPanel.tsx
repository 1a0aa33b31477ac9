// One covered panel: its axes, a calm cover in place of the colours, and the hands (pointer, finger, keyboard) that draw on it.

import { signal } from "@preact/signals";
import type { TargetedKeyboardEvent, TargetedPointerEvent } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { PanelPlace } from "../../store/figure/panelPlace.ts";
import { ticksOf } from "../../store/figure/ticks.ts";
import { shortcutOf } from "../keys/shortcuts.ts";
import { AxisMarks } from "../map/AxisMarks.tsx";
import { type Layout, layoutOf, NO_LAYOUT } from "../map/layout.ts";
import type { Edges } from "../map/MapPanelView.tsx";
import { watchSize } from "../map/watchSize.ts";
import type { Place } from "./border.ts";
import { DrawnLines } from "./DrawnLines.tsx";
import { penMovedBy } from "./penKeys.ts";
import type { Prediction } from "./prediction.ts";

const CENTRE: Place = [0.5, 0.5];
/** A line may begin so far outside the map, as a share of it: one that starts at its very edge should. */
const MARGIN = 0.04;
/** Distances between the lines of the grid on the cover, in CSS pixels at least. */
const GRID_ROOM = 90;

interface PanelParts {
  readonly prediction: Prediction;
  readonly place: PanelPlace;
  readonly index: number;
  readonly edges: Edges;
}

export function CoveredPanel({ prediction, place, index, edges }: PanelParts) {
  const { map } = prediction;
  const frame = useRef<HTMLDivElement>(null);
  const cover = useRef<HTMLDivElement>(null);
  const layout = useMemo(() => signal(NO_LAYOUT), []);
  useEffect(
    () =>
      watchSize([frame.current, cover.current], () => {
        const outer = frame.current?.getBoundingClientRect();
        const inner = cover.current?.getBoundingClientRect();
        return () => {
          if (outer === undefined || inner === undefined) return;
          layout.value = layoutOf(outer, inner);
        };
      }),
    [layout],
  );
  const pending = prediction.pending.value;
  const isEmpty = prediction.drawing.value.length === 0 && pending === null && prediction.pen.value === null;
  return (
    <div class={`map-panel-box ${edges.isBottom ? "map-bottom" : ""}`}>
      {place.title === "" ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus.
        <h3 tabIndex={0} data-definition={place.definition}>
          {place.title}
        </h3>
      )}
      <div
        ref={frame}
        class="map-frame predict-frame"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the cover is an application of its own, driven by keys.
        tabIndex={0}
        role="application"
        aria-roledescription="covered map"
        aria-label={`Draw here${place.title === "" ? "" : `, ${place.title}`}`}
        aria-describedby="predict-keys"
        {...handsOf(prediction, index, cover)}
      >
        <div ref={cover} class="map-plot predict-cover" data-testid="cover">
          {isEmpty && index === 0 ? <span class="predict-hint">Draw here</span> : null}
        </div>
        <Grid prediction={prediction} layout={layout.value} />
        <AxisMarks map={map} layout={layout.value} panel={index} edges={edges} />
        <DrawnLines
          layout={layout.value}
          lines={[
            ...(prediction.lines.value[index] ?? []),
            ...(pending?.panel === index ? [pending.line] : []),
          ]}
        />
        <PenMark prediction={prediction} index={index} layout={layout.value} />
      </div>
    </div>
  );
}

/** What a panel's hands do. */
function handsOf(prediction: Prediction, index: number, cover: { readonly current: HTMLElement | null }) {
  const { pending, pen } = prediction;
  const placeOf = ({ clientX, clientY }: PointerEvent): Place => {
    const box = cover.current?.getBoundingClientRect();
    return box === undefined
      ? CENTRE
      : [(clientX - box.left) / box.width, 1 - (clientY - box.top) / box.height];
  };
  const draw = (places: readonly Place[]) => {
    const line = pending.value?.panel === index ? pending.value.line : [];
    pending.value = { panel: index, line: [...line, ...places.map(heldInside)] };
  };
  const lift = () => {
    if (pending.value?.panel === index) prediction.add(index, pending.value.line);
    if (pen.value?.panel === index) pen.value = { ...pen.value, isDown: false };
  };
  const drop = () => {
    if (pending.value?.panel === index) pending.value = null;
    if (pen.value?.panel === index) pen.value = { ...pen.value, isDown: false };
  };
  return {
    onPointerDown: (event: TargetedPointerEvent<HTMLDivElement>) => {
      const place = placeOf(event);
      const isInside = place.every((share) => share > -MARGIN && share < 1 + MARGIN);
      // A second finger is not a second pen.
      if (event.button !== 0 || pending.value !== null || !isInside) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      pen.value = null;
      draw([place]);
    },
    onPointerMove: (event: TargetedPointerEvent<HTMLDivElement>) => {
      if (pending.value?.panel !== index || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
      const all = event.getCoalescedEvents();
      draw((all.length === 0 ? [event] : all).map(placeOf));
    },
    onPointerUp: lift,
    onPointerCancel: drop,
    onKeyDown: (event: TargetedKeyboardEvent<HTMLDivElement>) => {
      const at = pen.value?.panel === index ? pen.value : { panel: index, place: CENTRE, isDown: false };
      switch (shortcutOf("pen", event)) {
        case "movePen":
        case "movePenFar": {
          const to = penMovedBy(event.key, event.shiftKey, at.place);
          // The first key only shows where the pen is.
          pen.value = pen.value?.panel === index ? { ...at, place: to } : at;
          if (at.isDown) draw([to]);
          break;
        }
        case "usePen":
          pen.value = { ...at, isDown: !at.isDown };
          if (at.isDown) lift();
          else draw([at.place]);
          break;
        case "undoLine":
          if (at.isDown) drop();
          else prediction.undo();
          break;
        default:
          return;
      }
      event.preventDefault();
    },
    onBlur: () => {
      lift();
      if (pen.value?.panel === index) pen.value = null;
    },
  };
}

function heldInside([x, y]: Place): Place {
  return [Math.min(1, Math.max(0, x)), Math.min(1, Math.max(0, y))];
}

/** Faint lines at the axes' ticks, so that one can tell where one draws. */
function Grid({ prediction, layout }: { prediction: Prediction; layout: Layout }) {
  const { map } = prediction;
  const { left, top, plotWidth, plotHeight, width, height } = layout;
  if (plotWidth <= 0) return null;
  const { x, y } = map.page.arrangement.value;
  const { value: axes } = map.axes;
  return (
    <svg class="map-marks predict-grid" width={width} height={height} aria-hidden="true">
      {ticksOf(axes[x], plotWidth / GRID_ROOM).map(({ at, label }) => (
        <line
          key={label}
          x1={left + at * plotWidth}
          x2={left + at * plotWidth}
          y1={top}
          y2={top + plotHeight}
        />
      ))}
      {ticksOf(axes[y], plotHeight / GRID_ROOM).map(({ at, label }) => (
        <line
          key={label}
          x1={left}
          x2={left + plotWidth}
          y1={top + (1 - at) * plotHeight}
          y2={top + (1 - at) * plotHeight}
        />
      ))}
    </svg>
  );
}

/** Where the keyboard's pen is. */
function PenMark({ prediction, index, layout }: { prediction: Prediction; index: number; layout: Layout }) {
  const { value: pen } = prediction.pen;
  if (pen?.panel !== index) return null;
  const { left, top, plotWidth, plotHeight, width, height } = layout;
  const x = left + pen.place[0] * plotWidth;
  const y = top + (1 - pen.place[1]) * plotHeight;
  return (
    <svg class="map-marks predict-pen" width={width} height={height} aria-hidden="true">
      <line x1={left} x2={left + plotWidth} y1={y} y2={y} />
      <line x1={x} x2={x} y1={top} y2={top + plotHeight} />
      <circle class={pen.isDown ? "predict-pen-down" : ""} cx={x} cy={y} r={7} />
    </svg>
  );
}
