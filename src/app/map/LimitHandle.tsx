// One end of the colour scale, to be dragged or moved by keys: a slider in all but looks.

import type { ScaleLinear } from "d3-scale";
import type { TargetedKeyboardEvent, TargetedPointerEvent } from "preact";
import { alongOf } from "../../store/figure/along.ts";
import { isCentred, type Limits } from "../../store/figure/colours.ts";
import { formatNumber } from "../../store/figure/format.ts";
import { shortcutOf } from "../keys/shortcuts.ts";
import type { Coloured } from "./coloured.ts";

/** One key press moves a limit by this share of the legend. */
const KEY_STEP = 0.01;
const KEY_BIG_STEP = 0.1;
/** Limits are kept this far apart, as a share of the legend, so that no scale has zero length. */
const NEAREST = 0.002;

export function LimitHandle({
  colours,
  end,
  range,
  place,
  top,
  height,
  strip,
}: {
  colours: Coloured;
  end: 0 | 1;
  range: Limits;
  /** From distances along the scale to pixels. */
  place: ScaleLinear<number, number>;
  top: number;
  height: number;
  /** Where, below its top, the histogram ends and the strip of colours begins. */
  strip: number;
}) {
  const limits = colours.limits.value;
  const { scale: kind, unit } = colours.quantity.value;
  const { forward, back } = alongOf(kind);
  const [first, last] = range.map(forward);
  const ends = limits.map(forward);
  const length = last - first;
  const diverging = isCentred(kind);
  const room = length * NEAREST;
  // A diverging scale has its middle at 0, so its ends stay on their own sides of it.
  const lowest = end === 0 ? first : diverging ? room : ends[0] + room;
  const highest = end === 1 ? last : diverging ? -room : ends[1] - room;
  const move = (to: number) => {
    const kept = Math.min(Math.max(lowest, highest), Math.max(lowest, to));
    const value = Number(back(kept).toPrecision(4));
    colours.change(end === 0 ? [value, limits[1]] : [limits[0], value]);
  };
  const drag = (event: TargetedPointerEvent<SVGGElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = event.currentTarget.ownerSVGElement?.getBoundingClientRect();
    if (box !== undefined) move(place.invert(event.clientX - box.left));
  };
  const key = (event: TargetedKeyboardEvent<SVGGElement>) => {
    const step = length * (event.shiftKey ? KEY_BIG_STEP : KEY_STEP);
    const to: Record<string, number> = {
      ArrowLeft: ends[end] - step,
      ArrowDown: ends[end] - step,
      ArrowRight: ends[end] + step,
      ArrowUp: ends[end] + step,
      PageDown: ends[end] - length * KEY_BIG_STEP,
      PageUp: ends[end] + length * KEY_BIG_STEP,
      Home: lowest,
      End: highest,
    };
    const name = shortcutOf("limit", event);
    if (name === null) return;
    event.preventDefault();
    if (name === "resetLimits") colours.change(undefined);
    else move(to[event.key]);
  };
  const of = kind === "difference" ? "the difference’s colours" : "the colours";
  const name = `${end === 0 ? "Lower" : "Upper"} end of ${of}`;
  return (
    <g
      class="limit"
      transform={`translate(${place(ends[end])} ${top})`}
      tabindex={0}
      role="slider"
      aria-label={name}
      aria-valuemin={back(lowest)}
      aria-valuemax={back(highest)}
      aria-valuenow={limits[end]}
      aria-valuetext={`${formatNumber(limits[end], 4)} ${unit}`}
      data-definition={`${name}: ${formatNumber(limits[end], 4)} ${unit}. Drag it, or use the arrow keys; Delete lets the values set both ends again.`}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={key}
    >
      <rect class="limit-reach" x={-11} y={-4} width={22} height={height + 8} />
      <line class="limit-line" y1={0} y2={strip} />
      <rect class="limit-bar" x={-3} y={strip - 6} width={6} height={height - strip + 6} rx={3} />
    </g>
  );
}
