// The legend: the colours with the histogram of the values on them, two limits to drag, and the colours apart.

import { scaleLinear } from "d3-scale";
import { useMemo, useRef } from "preact/hooks";
import { formatNumber } from "../format.ts";
import { useWidth } from "../useWidth.ts";
import { apart, type Limits } from "./colours.ts";
import { LimitHandle } from "./LimitHandle.tsx";
import { histogram, legendRange } from "./limits.ts";
import type { MapState } from "./mapState.ts";

const BINS = 96;
const STOPS = 32;
const HISTOGRAM_HEIGHT = 34;
const STRIP_HEIGHT = 14;
const MARGIN = 18;
const HEIGHT = HISTOGRAM_HEIGHT + STRIP_HEIGHT + 40;

export function Legend({ map }: { map: MapState }) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const sample = map.painter.sample.value;
  const limits = map.limits.value;
  const scale = map.scale.value;
  const diverging = map.metric.value.scale === "diverging";
  const chosen = map.page.view.value.limits !== undefined;
  const range = legendRange(sample, limits);
  const [low, high] = range;
  const counts = useMemo(() => histogram(sample, [low, high], BINS), [sample, low, high]);
  const x = scaleLinear(range, [MARGIN, Math.max(MARGIN + 1, width - MARGIN)]);
  const outline = outlineOf(counts, x(low), x(high));
  const base = HISTOGRAM_HEIGHT + STRIP_HEIGHT;
  const reset = () => map.page.changeView({ limits: undefined });
  const words = diverging ? wordsOf(range) : [];
  return (
    <div class="legend">
      <div ref={box} class="legend-scale">
        {width === 0 ? null : (
          <svg width={width} height={HEIGHT} onDblClick={reset}>
            <title>{`Colours of ${map.metric.value.label}, and how often each value occurs`}</title>
            <path class="bins" d={outline} />
            <linearGradient id="legend-colours" gradientUnits="userSpaceOnUse" x1={x(low)} x2={x(high)}>
              {stopsOf(range, limits).map((value) => (
                <stop key={value} offset={(value - low) / (high - low)} stop-color={scale.cssOf(value)} />
              ))}
            </linearGradient>
            <rect
              x={x(low)}
              y={HISTOGRAM_HEIGHT}
              width={x(high) - x(low)}
              height={STRIP_HEIGHT}
              fill="url(#legend-colours)"
            />
            {x.ticks(Math.max(2, width / 90)).map((tick) => (
              <g key={tick} transform={`translate(${x(tick)} ${base})`}>
                <line class="tick" y2={4} />
                <text class="tick-label" y={16} text-anchor="middle">
                  {formatNumber(tick)}
                </text>
              </g>
            ))}
            {words.map(({ at, word }) => (
              <text key={word} class="legend-word" x={x(at)} y={base + 33} text-anchor="middle">
                {word}
              </text>
            ))}
            {([0, 1] as const).map((end) => (
              <LimitHandle
                key={end}
                map={map}
                end={end}
                range={range}
                x={x}
                top={HISTOGRAM_HEIGHT - 8}
                height={STRIP_HEIGHT + 12}
              />
            ))}
          </svg>
        )}
      </div>
      <ul class="legend-apart">
        {Object.values(apart).map(({ colour, label, definition }) => (
          <li key={label}>
            <svg width={12} height={12} aria-hidden="true">
              <rect class="swatch" width={12} height={12} fill={colour} />
            </svg>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus. */}
            <span tabIndex={0} data-definition={definition}>
              {label}
            </span>
          </li>
        ))}
        <li>
          <span class="swatch-waiting" aria-hidden="true" />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus. */}
          <span tabIndex={0} data-definition="No network here has been computed yet.">
            not yet
          </span>
        </li>
        <li>
          <button
            type="button"
            class="quiet"
            disabled={!chosen}
            onClick={reset}
            data-definition="Ends the colours where nearly all values lie; the same as a double-click on them."
          >
            Automatic limits
          </button>
        </li>
      </ul>
    </div>
  );
}

/** The histogram as one outline. A square root keeps the rare values visible beside the common ones. */
function outlineOf(counts: readonly number[], left: number, right: number): string {
  const tallest = Math.max(1, ...counts);
  const wide = (right - left) / counts.length;
  const bars = counts.map((count) => {
    const top = HISTOGRAM_HEIGHT * (1 - Math.sqrt(count / tallest));
    return `V${top.toFixed(1)}h${wide.toFixed(2)}`;
  });
  return `M${left} ${HISTOGRAM_HEIGHT}${bars.join("")}V${HISTOGRAM_HEIGHT}Z`;
}

/** Where the strip's colour is set: outside the limits it stays the same, inside it changes evenly enough. */
function stopsOf([low, high]: Limits, [from, to]: Limits): number[] {
  const inside = Array.from({ length: STOPS + 1 }, (_, i) => from + ((to - from) * i) / STOPS);
  return [...new Set([low, ...inside, high])];
}

/** What the two sides of 0 mean; everything left of it vanishes, also beyond the last colour. */
function wordsOf([low, high]: Limits) {
  return low < 0 && high > 0
    ? [
        { at: low / 2, word: "vanishing" },
        { at: 0, word: "preserved" },
        { at: high / 2, word: "exploding" },
      ]
    : [];
}
