// One panel: a heatmap on a canvas, its axes and crosshair around it, and the hands (pointer, keyboard) that read it.

import { signal } from "@preact/signals";
import type { TargetedKeyboardEvent, TargetedPointerEvent } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { shortcutOf } from "../keys/shortcuts.ts";
import { TrustOverlay } from "../later/parts.tsx";
import { PredictOverlay } from "../predict/Predict.tsx";
import { TheoryOverlay } from "../theory/TheoryOverlay.tsx";
import { zoomKey } from "../zoom/keys.ts";
import { useGestures } from "../zoom/useGestures.ts";
import { ZoomStage } from "../zoom/ZoomStage.tsx";
import { AxisMarks } from "./AxisMarks.tsx";
import { cellAt, movedBy } from "./cursor.ts";
import { layoutOf, NO_LAYOUT } from "./layout.ts";
import type { MapState } from "./mapState.ts";
import type { MapPanel } from "./panel.ts";
import { Readout } from "./Readout.tsx";
import { watchSize } from "./watchSize.ts";

/** Which of the axes' labels a panel carries. */
export interface Edges {
  readonly isLeft: boolean;
  readonly isBottom: boolean;
  /** The room for labels on the left, in CSS pixels. */
  readonly labels: number;
}

export function MapPanelView({
  map,
  panel,
  index,
  edges,
}: {
  map: MapState;
  panel: MapPanel;
  index: number;
  edges: Edges;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const plot = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const gestures = useGestures(map, index, frame, plot);
  const layout = useMemo(() => signal(NO_LAYOUT), []);
  const { title, definition } = panel.place;
  const quantity = (panel.isDifference ? map.differenceColours : map.colours).quantity.value;
  const letter = map.page.difference.value?.indexOf(index) ?? -1;

  useEffect(() => {
    panel.canvas.value = canvas.current;
    return watchSize([frame.current, plot.current], () => {
      const outer = frame.current?.getBoundingClientRect();
      const inner = plot.current?.getBoundingClientRect();
      return () => {
        if (outer === undefined || inner === undefined) return;
        layout.value = layoutOf(outer, inner);
        panel.painter.fit({
          width: inner.width * devicePixelRatio,
          height: inner.height * devicePixelRatio,
        });
      };
    });
  }, [panel, layout]);

  const cellUnder = (event: TargetedPointerEvent<HTMLDivElement> | MouseEvent) => {
    const box = canvas.current?.getBoundingClientRect();
    if (box === undefined) return null;
    const x = (event.clientX - box.left) / box.width;
    const y = 1 - (event.clientY - box.top) / box.height;
    return cellAt(x, y, index, map.columns.value, map.rows.value);
  };
  const follow = (event: TargetedPointerEvent<HTMLDivElement>) => {
    if (gestures.current?.isDragging === true) return;
    const cell = cellUnder(event);
    map.cursor.value = cell === null ? null : { ...cell, by: "pointer" };
  };
  const leave = () => {
    if (map.cursor.value?.by === "pointer") map.cursor.value = null;
  };
  const click = (event: MouseEvent) => {
    const { value: cursor } = map.cursor;
    // A click is told in whole pixels, a pointer's place in parts of them: what was just read out is what opens.
    const cell = cursor?.by === "pointer" && cursor.panel === index ? cursor : cellUnder(event);
    if (cell !== null) gestures.current?.clicked(event.detail, () => map.inspect(cell));
  };
  const key = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    const { value: columns } = map.columns;
    const { value: rows } = map.rows;
    const from = { ...(map.cursor.value ?? map.cursorStart.cellIn(index)), panel: index };
    if (zoomKey(map, event, from)) {
      event.preventDefault();
      return;
    }
    const name = shortcutOf("map", event);
    if (name === null) return;
    if (name === "inspect") {
      map.inspect(from);
    } else {
      const to = movedBy(event.key, event.shiftKey, from, columns, rows);
      if (to === null) return;
      // The first key only shows where the cursor stands.
      map.cursor.value = { ...(map.cursor.value === null ? from : to), by: "keyboard" };
    }
    event.preventDefault();
  };

  const { value: cursor } = map.cursor;
  return (
    <div
      class={`map-panel-box ${edges.isBottom ? "map-bottom" : ""} ${panel.isDifference ? "map-difference" : ""}`}
    >
      {title === "" ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus.
        <h3 tabIndex={0} data-definition={panel.isDifference ? quantity.definition : definition}>
          {letter < 0 ? null : <b class="panel-letter">{"AB"[letter]}</b>}
          {panel.isDifference ? "A − B" : title}
        </h3>
      )}
      <div
        ref={frame}
        class={`map-frame ${map.zoom.isZoomed.value || map.zoom.isBoxTool.value ? "map-zoomed" : ""}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the map is an application of its own, driven by keys.
        tabIndex={0}
        role="application"
        aria-roledescription="map"
        aria-label={`Map of ${quantity.label}${title === "" || panel.isDifference ? "" : `, ${title}`}`}
        aria-describedby="map-keys"
        onPointerMove={follow}
        onPointerDown={follow}
        onPointerLeave={leave}
        onClick={click}
        onKeyDown={key}
        onBlur={() => map.cursorStart.leave()}
      >
        <div ref={plot} class="map-plot">
          <ZoomStage map={map} index={index}>
            <canvas ref={canvas} class="map-canvas" data-testid="map-canvas" />
          </ZoomStage>
        </div>
        <TrustOverlay map={map} panel={panel} layout={layout.value} />
        <PredictOverlay map={map} panel={panel} index={index} layout={layout.value} />
        <TheoryOverlay map={map} panel={panel} layout={layout.value} />
        <AxisMarks map={map} layout={layout.value} panel={index} edges={edges} />
        {cursor?.panel === index ? <Readout map={map} cursor={cursor} layout={layout.value} /> : null}
      </div>
    </div>
  );
}
