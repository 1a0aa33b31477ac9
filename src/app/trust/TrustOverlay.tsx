// Over a panel of the map: hatching where single points are beyond the chaos horizon, and rings around those that a check
// found to disagree with the reference.

import { effect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Layout } from "../map/layout.ts";
import type { MapState } from "../map/mapState.ts";
import type { MapPanel } from "../map/panel.ts";
import { useBeat } from "../map/slice/useBeat.ts";
import { cellOf, cellsBeyond } from "./beyond.ts";
import { hatch } from "./hatching.ts";

interface Place {
  readonly map: MapState;
  readonly panel: MapPanel;
  readonly layout: Layout;
}

export function TrustOverlay(place: Place) {
  const { map, panel, layout } = place;
  // A difference is of two networks, of which each may be trusted or not.
  if (map.page.view.value.trust !== true || panel.isDifference || layout.plotWidth <= 0) return null;
  return (
    <>
      <Hatching {...place} />
      <Rings {...place} />
    </>
  );
}

function Hatching({ map, panel, layout }: Place) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const beat = useBeat(map.page.run);
  const { left, top, plotWidth, plotHeight } = layout;
  const density = globalThis.devicePixelRatio || 1;
  const [width, height] = [Math.round(plotWidth * density), Math.round(plotHeight * density)];
  useEffect(
    () =>
      effect(() => {
        void beat.value;
        void map.page.slice.value;
        const { value: check } = map.page.trust.check;
        if (canvas.current === null || width === 0 || height === 0) return;
        const checked = check.phase === "done" ? check.report.beyondPoints : [];
        const hatched = {
          columns: map.columns.value,
          rows: map.rows.value,
          cells: cellsBeyond(map, panel),
          spots: checked.flatMap((indices) => cellOf(map, panel, indices) ?? []),
        };
        hatch(canvas.current, hatched, density);
      }),
    [map, panel, beat, width, height, density],
  );
  return (
    <canvas
      ref={canvas}
      class="trust-hatching"
      data-testid="trust-hatching"
      width={width}
      height={height}
      style={{
        left: `${left}px`,
        top: `${top}px`,
        width: `${plotWidth}px`,
        height: `${plotHeight}px`,
      }}
    />
  );
}

function Rings({ map, panel, layout }: Place) {
  const { value: check } = map.page.trust.check;
  if (check.phase !== "done") return null;
  const { left, top, plotWidth, plotHeight, width, height } = layout;
  const cells = check.report.disagreements.flatMap(({ indices }) => cellOf(map, panel, indices) ?? []);
  const places = new Map(cells.map((cell) => [`${cell.x},${cell.y}`, cell]));
  return (
    <svg class="map-marks" width={width} height={height} aria-hidden="true">
      {[...places].map(([key, { x, y }]) => (
        <g
          key={key}
          class="trust-ring"
          transform={`translate(${left + ((x + 0.5) / map.columns.value) * plotWidth} ${top + (1 - (y + 0.5) / map.rows.value) * plotHeight})`}
        >
          <circle class="point-halo" r={6} />
          <circle class="trust-ring-line" r={6} />
        </g>
      ))}
    </svg>
  );
}
