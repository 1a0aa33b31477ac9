// Over a panel of a revealed map: the measured border, the drawn lines, and for a moment the cover that is wiped away.

import { useMemo } from "preact/hooks";
import type { Layout } from "../map/layout.ts";
import type { MapState } from "../map/mapState.ts";
import { type Border, pathOf } from "./border.ts";
import { DrawnLines } from "./DrawnLines.tsx";
import { predictionOf } from "./prediction.ts";

export function VerdictOverlay({ map, index, layout }: { map: MapState; index: number; layout: Layout }) {
  const prediction = predictionOf(map);
  const { left, top, plotWidth, plotHeight } = layout;
  const border = prediction.verdict.value?.measured.borders[index];
  return (
    <>
      {prediction.isWiping.value ? (
        <div
          class="predict-wipe"
          style={{
            left: `${left}px`,
            top: `${top}px`,
            width: `${plotWidth}px`,
            height: `${plotHeight}px`,
          }}
        />
      ) : null}
      {border === undefined || !prediction.showsBorder.value ? null : (
        <BorderLine border={border} layout={layout} />
      )}
      {prediction.showsLines.value ? (
        <DrawnLines layout={layout} lines={prediction.lines.value[index] ?? []} />
      ) : null}
    </>
  );
}

function BorderLine({ border, layout }: { border: Border; layout: Layout }) {
  const { left, top, plotWidth, plotHeight, width, height } = layout;
  const path = useMemo(() => pathOf(border, plotWidth, plotHeight), [border, plotWidth, plotHeight]);
  return (
    <svg
      class="map-marks predict-lines"
      width={width}
      height={height}
      aria-hidden="true"
      data-testid="border"
    >
      <g transform={`translate(${left} ${top})`}>
        <path class="predict-casing" d={path} />
        <path class="predict-border" d={path} />
      </g>
    </svg>
  );
}
