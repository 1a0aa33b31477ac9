// The lines of the chosen borders on a panel, with a halo that shows them on every colour, and their names where there is room.

import { useEffect, useMemo } from "preact/hooks";
import { borderNames } from "../../model/theory/borders/index.ts";
import type { BorderCurve } from "../../store/figure/borders/borderCurves.ts";
import type { AxisWindow } from "../../store/figure/borders/borderPlane.ts";
import { dashesOf } from "../../store/figure/borders/dashes.ts";
import { type Named, placeLabels, type Spot } from "../../store/figure/borders/labels.ts";
import { BorderDrawing, type DrawnCurve, reframed } from "./drawing.ts";
import { planeKey, planeUnder } from "./planes.ts";
import type { PanelPicture } from "./TheoryOverlay.tsx";

export function BorderLines({ map, panel, layout }: PanelPicture) {
  const drawing = useMemo(() => new BorderDrawing(), []);
  const names = (map.page.view.value.theory ?? []).join();
  const { value: spec } = map.page.spec;
  const key = planeKey(map, panel);
  // Keys, not the lists they are made of: those are new whenever a pointer moves something else on the page.
  const plane = useMemo(() => planeUnder(map, panel), [spec, key]);
  const { left, top, plotWidth, plotHeight, width, height } = layout;
  useEffect(() => {
    const stop = new AbortController();
    const chosen = borderNames.filter((name) => names.split(",").includes(name));
    void drawing.draw(plane, chosen, stop.signal);
    return () => stop.abort();
  }, [drawing, plane, names]);
  const { value: drawn } = drawing.curves;
  const curves = useMemo(
    () =>
      drawn.flatMap(({ curve, window }) =>
        plane === null ? [] : curvesOf({ curve, window }, plane.window, plotWidth, plotHeight),
      ),
    [drawn, plane, plotWidth, plotHeight],
  );
  const labels = useMemo(() => placeLabels(curves, plotWidth, plotHeight), [curves, plotWidth, plotHeight]);
  return (
    <svg class="map-marks" width={width} height={height} aria-hidden="true">
      {/* An SVG within, as it cuts off what does not lie on the map. */}
      <svg
        x={left}
        y={top}
        width={plotWidth}
        height={plotHeight}
        data-testid="theory-lines"
        aria-hidden="true"
      >
        {curves.map(({ name, label, path }) => (
          <g key={`${name} ${label}`} data-border={name} data-label={label}>
            <path class="theory-halo" d={path} />
            <path class="theory-line" d={path} stroke-dasharray={dashesOf[name]} />
          </g>
        ))}
        {labels.map(({ label, x, y }) => (
          <text key={label} class="theory-label" x={x} y={y} text-anchor="middle" dy="0.34em">
            {label}
          </text>
        ))}
      </svg>
    </svg>
  );
}

/** A line of a border in CSS pixels. */
interface ShownLine extends Named {
  readonly name: BorderCurve["name"];
  readonly path: string;
}

function curvesOf(
  { curve, window }: DrawnCurve,
  now: readonly AxisWindow[],
  width: number,
  height: number,
): ShownLine[] {
  const [across, up] = [0, 1].map((k) => (now[k] === undefined ? [1, 0] : reframed(window[k], now[k])));
  return curve.lines.map(({ label, pieces }) => {
    const inPixels = pieces.map((piece) =>
      piece.map(([u, v]): Spot => [(across[0] * u + across[1]) * width, (1 - up[0] * v - up[1]) * height]),
    );
    return { name: curve.name, label, pieces: inPixels, path: inPixels.map(pathOf).join("") };
  });
}

/** A hundredth of a pixel is nothing. */
function pathOf(piece: readonly Spot[]): string {
  return piece.map(([x, y], i) => `${i === 0 ? "M" : "L"}${x.toFixed(2)} ${y.toFixed(2)}`).join("");
}
