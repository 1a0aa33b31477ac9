// One end of the colour scale, to be dragged or moved by keys: a slider in all but looks.

import type { ScaleLinear } from "d3-scale";
import type { TargetedKeyboardEvent, TargetedPointerEvent } from "preact";
import { formatNumber } from "../format.ts";
import type { Limits } from "./colours.ts";
import type { MapState } from "./mapState.ts";

/** One key press moves a limit by this share of the legend. */
const KEY_STEP = 0.01;
const KEY_BIG_STEP = 0.1;
/** Limits are kept this far apart, as a share of the legend, so that no scale has zero length. */
const NEAREST = 0.002;

export function LimitHandle({
  map,
  end,
  range,
  x,
  top,
  height,
}: {
  map: MapState;
  end: 0 | 1;
  range: Limits;
  x: ScaleLinear<number, number>;
  top: number;
  height: number;
}) {
  const limits = map.limits.value;
  const length = range[1] - range[0];
  const diverging = map.metric.value.scale === "diverging";
  const room = length * NEAREST;
  // A diverging scale has its middle at 0, so its ends stay on their own sides of it.
  const lowest = end === 0 ? range[0] : diverging ? room : limits[0] + room;
  const highest = end === 1 ? range[1] : diverging ? -room : limits[1] - room;
  const move = (to: number) => {
    const value = Number(Math.min(Math.max(lowest, highest), Math.max(lowest, to)).toPrecision(4));
    map.page.changeView({ limits: end === 0 ? [value, limits[1]] : [limits[0], value] });
  };
  const drag = (event: TargetedPointerEvent<SVGGElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = event.currentTarget.ownerSVGElement?.getBoundingClientRect();
    if (box !== undefined) move(x.invert(event.clientX - box.left));
  };
  const key = (event: TargetedKeyboardEvent<SVGGElement>) => {
    const step = length * (event.shiftKey ? KEY_BIG_STEP : KEY_STEP);
    const to: Record<string, number> = {
      ArrowLeft: limits[end] - step,
      ArrowDown: limits[end] - step,
      ArrowRight: limits[end] + step,
      ArrowUp: limits[end] + step,
      PageDown: limits[end] - length * KEY_BIG_STEP,
      PageUp: limits[end] + length * KEY_BIG_STEP,
      Home: lowest,
      End: highest,
    };
    if (!(event.key in to)) return;
    event.preventDefault();
    move(to[event.key]);
  };
  const name = end === 0 ? "Lower end of the colours" : "Upper end of the colours";
  return (
    <g
      class="limit"
      transform={`translate(${x(limits[end])} ${top})`}
      tabindex={0}
      role="slider"
      aria-label={name}
      aria-valuemin={lowest}
      aria-valuemax={highest}
      aria-valuenow={limits[end]}
      aria-valuetext={`${formatNumber(limits[end], 4)} ${map.metric.value.unit}`}
      data-definition={`${name}: ${formatNumber(limits[end], 4)} ${map.metric.value.unit}. Drag it, or use the arrow keys.`}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={key}
    >
      <rect class="limit-reach" x={-11} y={-4} width={22} height={height + 8} />
      <rect class="limit-bar" x={-3} width={6} height={height} rx={3} />
    </g>
  );
}
