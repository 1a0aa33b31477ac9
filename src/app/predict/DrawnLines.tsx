// Drawn lines over a panel, dark on light so that they read on every colour.

import type { Layout } from "../map/layout.ts";
import type { Line } from "./score.ts";

export function DrawnLines({ layout, lines }: { layout: Layout; lines: readonly Line[] }) {
  const { left, top, plotWidth, plotHeight, width, height } = layout;
  if (plotWidth <= 0 || lines.length === 0) return null;
  const points = lines.map((line) =>
    line
      .map(([x, y]) => `${(left + x * plotWidth).toFixed(1)},${(top + (1 - y) * plotHeight).toFixed(1)}`)
      .join(" "),
  );
  return (
    <svg class="map-marks predict-lines" width={width} height={height} aria-hidden="true" data-testid="lines">
      {points.map((text) => (
        <polyline key={text} class="predict-casing" points={text} />
      ))}
      {points.map((text) => (
        <polyline key={text} class="predict-line" points={text} />
      ))}
    </svg>
  );
}
