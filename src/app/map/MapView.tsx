// The map: a heatmap on a canvas, its axes and crosshair around it, and the hands (pointer, keyboard) that read it.

import { signal } from "@preact/signals";
import type { TargetedKeyboardEvent, TargetedPointerEvent } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { AxisMarks } from "./AxisMarks.tsx";
import { cellAt, movedBy } from "./cursor.ts";
import type { Layout } from "./layout.ts";
import type { MapState } from "./mapState.ts";
import { Readout, readoutText } from "./Readout.tsx";

const NO_LAYOUT: Layout = { width: 0, height: 0, left: 0, top: 0, plotWidth: 0, plotHeight: 0 };

export function MapView({ map }: { map: MapState }) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const layout = useMemo(() => signal(NO_LAYOUT), []);

  useEffect(() => {
    map.canvas.value = canvas.current;
    const measure = () => {
      const outer = frame.current?.getBoundingClientRect();
      const inner = canvas.current?.getBoundingClientRect();
      if (outer === undefined || inner === undefined) return;
      layout.value = {
        width: outer.width,
        height: outer.height,
        left: inner.left - outer.left,
        top: inner.top - outer.top,
        plotWidth: inner.width,
        plotHeight: inner.height,
      };
    };
    const observer = new ResizeObserver(measure);
    if (frame.current !== null) observer.observe(frame.current);
    if (canvas.current !== null) observer.observe(canvas.current);
    return () => observer.disconnect();
  }, [map, layout]);

  const cellUnder = (event: TargetedPointerEvent<HTMLDivElement> | MouseEvent) => {
    const box = canvas.current?.getBoundingClientRect();
    if (box === undefined) return null;
    const x = (event.clientX - box.left) / box.width;
    const y = 1 - (event.clientY - box.top) / box.height;
    return cellAt(x, y, map.columns.value, map.rows.value);
  };
  const follow = (event: TargetedPointerEvent<HTMLDivElement>) => {
    const cell = cellUnder(event);
    map.cursor.value = cell === null ? null : { ...cell, by: "pointer" };
  };
  const leave = () => {
    if (map.cursor.value?.by === "pointer") map.cursor.value = null;
  };
  const click = (event: MouseEvent) => {
    const cell = cellUnder(event);
    if (cell !== null) map.inspect(cell);
  };
  const key = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    const { value: columns } = map.columns;
    const { value: rows } = map.rows;
    const point = map.page.point.value;
    const start = point === null ? { x: columns >> 1, y: rows >> 1 } : { x: point[0], y: point[1] ?? 0 };
    const from = map.cursor.value ?? start;
    if (event.key === "Enter" || event.key === " ") {
      map.inspect(from);
    } else {
      const to = movedBy(event.key, event.shiftKey, from, columns, rows);
      if (to === null) return;
      map.cursor.value = { ...(map.cursor.value === null ? start : to), by: "keyboard" };
    }
    event.preventDefault();
  };

  const { value: cursor } = map.cursor;
  // Names of choices take more room than numbers.
  const wordy = map.axes.value.length > 2 && map.axes.value[1].values.some((v) => typeof v === "string");
  return (
    <div class={`map-box ${map.rows.value === 1 ? "map-strip" : ""} ${wordy ? "map-wordy" : ""}`}>
      <div
        ref={frame}
        class="map-frame"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the map is an application of its own, driven by keys.
        tabIndex={0}
        role="application"
        aria-roledescription="map"
        aria-label={`Map of ${map.metric.value.label}`}
        aria-describedby="map-keys"
        onPointerMove={follow}
        onPointerDown={follow}
        onPointerLeave={leave}
        onClick={click}
        onKeyDown={key}
        onBlur={() => {
          map.cursor.value = null;
        }}
      >
        <canvas ref={canvas} class="map-canvas" data-testid="map-canvas" />
        <AxisMarks map={map} layout={layout.value} />
        {cursor === null ? null : <Readout map={map} cursor={cursor} layout={layout.value} />}
      </div>
      <p id="map-keys" class="visually-hidden">
        Arrow keys move the cursor, with Shift ten cells at a time; Enter opens the network there.
      </p>
      <p class="visually-hidden" role="status" data-testid="map-live">
        {cursor?.by === "keyboard" ? readoutText(map, cursor) : ""}
      </p>
    </div>
  );
}
