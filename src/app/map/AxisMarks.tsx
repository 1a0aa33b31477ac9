// The axes around the map, the crosshair, and the mark of the point in the inspector; all in one SVG over the canvas.

import type { ShownAxis } from "../../store/figure/shownAxis.ts";
import { ticksSeen } from "../zoom/ticksSeen.ts";
import type { Layout } from "./layout.ts";
import type { Edges } from "./MapPanelView.tsx";
import type { MapState } from "./mapState.ts";

const NONE = { ticks: [], base: "" };
/** Room that a label takes, in CSS pixels. */
const LABEL_WIDTH = 64;
const LABEL_HEIGHT = 34;
/** Shorter axes are named by their title alone. */
const PATH_ROOM = 380;
/** Below narrower ones a centred title would be cut; it ends where the axis does. */
const TITLE_ROOM = 200;

export function AxisMarks({
  map,
  layout,
  panel,
  edges,
}: {
  map: MapState;
  layout: Layout;
  panel: number;
  edges: Edges;
}) {
  const { width, height, left, top, plotWidth, plotHeight } = layout;
  if (plotWidth <= 0) return null;
  const { x, y } = map.page.arrangement.value;
  const xAxis = edges.isBottom && x >= 0 ? map.axes.value[x] : null;
  const yAxis = edges.isLeft && y >= 0 ? map.axes.value[y] : null;
  const bottom = top + plotHeight;
  const tight = plotWidth < TITLE_ROOM;
  const across = xAxis === null ? NONE : ticksSeen(map, "x", xAxis, plotWidth / LABEL_WIDTH);
  const up = yAxis === null ? NONE : ticksSeen(map, "y", yAxis, plotHeight / LABEL_HEIGHT);
  return (
    <svg class="map-marks" width={width} height={height} aria-hidden="true">
      <rect class="map-border" x={left - 0.5} y={top - 0.5} width={plotWidth + 1} height={plotHeight + 1} />
      {xAxis === null ? null : (
        <g>
          {across.ticks.map(({ at, label }) => (
            <g key={label} transform={`translate(${left + at * plotWidth} ${bottom})`}>
              <line class="tick" y2={5} />
              <text class="tick-label" y={18} text-anchor="middle">
                {label}
              </text>
            </g>
          ))}
          <text
            class="axis-title"
            x={left + (tight ? plotWidth : plotWidth / 2)}
            y={height - 8}
            text-anchor={tight ? "end" : "middle"}
            data-definition={definitionOf(xAxis)}
          >
            <AxisTitle axis={xAxis} room={plotWidth} base={across.base} />
          </text>
        </g>
      )}
      {yAxis === null ? null : (
        <g>
          {up.ticks.map(({ at, label }) => (
            <g key={label} transform={`translate(${left} ${bottom - at * plotHeight})`}>
              <line class="tick" x2={-5} />
              <text class="tick-label" x={-9} dy="0.32em" text-anchor="end">
                {label.length > 12 ? `${label.slice(0, 11)}…` : label}
              </text>
            </g>
          ))}
          <text
            class="axis-title"
            transform={`translate(${left - edges.labels + 14} ${top + plotHeight / 2}) rotate(-90)`}
            text-anchor="middle"
            data-definition={definitionOf(yAxis)}
          >
            <AxisTitle axis={yAxis} room={plotHeight} base={up.base} />
          </text>
        </g>
      )}
      <Crosshair map={map} layout={layout} panel={panel} />
    </svg>
  );
}

function definitionOf({ description, unit, param }: ShownAxis): string {
  return `${description} ${unit === "" ? "" : `Unit: ${unit}.`} (${param})`;
}

/** @param base what is to be done to a value to get its label; empty for nothing */
function AxisTitle({ axis, room, base }: { axis: ShownAxis; room: number; base: string }) {
  return (
    <>
      {axis.title}
      {base}
      {base !== "" || room < PATH_ROOM ? null : (
        <tspan class="axis-path" dx="8">
          {axis.param}
        </tspan>
      )}
    </>
  );
}

/** The cursor is marked in every panel, the inspected point in its own. */
function Crosshair({ map, layout, panel }: { map: MapState; layout: Layout; panel: number }) {
  const { left, top, plotWidth, plotHeight } = layout;
  const columns = map.columns.value;
  const rows = map.rows.value;
  const x = (index: number) => left + ((index + 0.5) / columns) * plotWidth;
  const y = (index: number) => top + (1 - (index + 0.5) / rows) * plotHeight;
  const { value: cursor } = map.cursor;
  const point = map.pointCell();
  const px = x(columns > 1 ? (point?.x ?? 0) : 0);
  const py = y(rows > 1 ? (point?.y ?? 0) : 0);
  return (
    <g>
      {cursor === null ? null : (
        <g class="crosshair">
          <line x1={left} x2={left + plotWidth} y1={y(cursor.y)} y2={y(cursor.y)} />
          <line x1={x(cursor.x)} x2={x(cursor.x)} y1={top} y2={top + plotHeight} />
        </g>
      )}
      {point?.panel === panel ? (
        <g class="point-mark">
          <circle class="point-halo" cx={px} cy={py} r={8} />
          <circle class="point-ring" cx={px} cy={py} r={8} />
        </g>
      ) : null}
    </g>
  );
}
