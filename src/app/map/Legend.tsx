// The legend: the colours with the histogram of the values on them, two limits to drag, and the colours apart.

import { scaleLinear } from "d3-scale";
import { useId, useMemo, useRef } from "preact/hooks";
import { type Along, alongOf } from "../../store/figure/along.ts";
import { isNamed, type Limits } from "../../store/figure/colours.ts";
import { formatNumber } from "../../store/figure/format.ts";
import { histogram, legendRange } from "../../store/figure/limits.ts";
import { useWidth } from "../useWidth.ts";
import { ApartList } from "./ApartList.tsx";
import { ColourChoice } from "./ColourChoice.tsx";
import type { Coloured } from "./coloured.ts";
import { AgreementLegend } from "./compare/AgreementLegend.tsx";
import { LimitHandle } from "./LimitHandle.tsx";
import type { MapState } from "./mapState.ts";
import { OutcomeLegend } from "./OutcomeLegend.tsx";

const BINS = 96;
const STOPS = 32;
const HISTOGRAM_HEIGHT = 34;
const STRIP_HEIGHT = 14;
const MARGIN = 18;
/** Of the words below the strip, on average. */
const LETTER_WIDTH = 7;
const HEIGHT = HISTOGRAM_HEIGHT + STRIP_HEIGHT + 40;

export function Legend({ map, colours }: { map: MapState; colours: Coloured }) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const { label, unit, definition, scale } = colours.quantity.value;
  return (
    <div class="legend" data-testid={colours === map.colours ? "legend" : "difference-legend"}>
      <p class="legend-name">
        <span
          class="term"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus.
          tabIndex={0}
          data-definition={isNamed(scale) ? definition : `${definition} Unit: ${unit}.`}
        >
          {label}
        </span>
        {isNamed(scale) ? null : <span class="legend-unit">{unit}</span>}
        <ColourChoice map={map} colours={colours} />
      </p>
      {/* Always there, so that its width is followed whatever the metric. */}
      <div ref={box} class={isNamed(scale) ? "" : "legend-scale"}>
        {scale === "outcome" ? (
          <OutcomeLegend colours={colours} noun={map.isMerged.value ? "pixels" : "points"} />
        ) : scale === "agreement" ? (
          <AgreementLegend map={map} />
        ) : width === 0 ? null : (
          <Strip colours={colours} width={width} />
        )}
      </div>
      <ApartList colours={colours} />
    </div>
  );
}

function Strip({ colours, width }: { colours: Coloured; width: number }) {
  const id = useId();
  const sample = colours.sample.value;
  const limits = colours.limits.value;
  const scale = colours.scale.value;
  const { scale: kind, label, sides } = colours.quantity.value;
  const along = alongOf(kind);
  const range = legendRange(kind, sample, limits);
  const [low, high] = range;
  const counts = useMemo(() => histogram(kind, sample, [low, high], BINS), [kind, sample, low, high]);
  const place = scaleLinear(range.map(along.forward), [MARGIN, Math.max(MARGIN + 1, width - MARGIN)]);
  const x = (value: number) => place(along.forward(value));
  const outline = outlineOf(counts, x(low), x(high));
  const base = HISTOGRAM_HEIGHT + STRIP_HEIGHT;
  const words = sides === null ? [] : withoutOverlap(wordsOf(range, sides), x);
  return (
    <svg width={width} height={HEIGHT} onDblClick={() => colours.change(undefined)}>
      <title>{`Colours of ${label}, and how often each value occurs`}</title>
      <path class="bins" d={outline} />
      <linearGradient id={id} gradientUnits="userSpaceOnUse" x1={x(low)} x2={x(high)}>
        {stopsOf(range, limits, along).map((value) => (
          <stop
            key={value}
            offset={(x(value) - x(low)) / (x(high) - x(low))}
            stop-color={scale.cssOf(value)}
          />
        ))}
      </linearGradient>
      <rect
        x={x(low)}
        y={HISTOGRAM_HEIGHT}
        width={x(high) - x(low)}
        height={STRIP_HEIGHT}
        fill={`url(#${id})`}
      />
      {along.ticks(range, Math.max(2, width / 90)).map((tick) => (
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
          colours={colours}
          end={end}
          range={range}
          place={place}
          top={0}
          height={HISTOGRAM_HEIGHT + STRIP_HEIGHT + 4}
          strip={HISTOGRAM_HEIGHT}
        />
      ))}
    </svg>
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
function stopsOf([low, high]: Limits, limits: Limits, { forward, back }: Along): number[] {
  const [from, to] = limits.map(forward);
  const inside = Array.from({ length: STOPS - 1 }, (_, i) => back(from + ((to - from) * (i + 1)) / STOPS));
  return [...new Set([low, limits[0], ...inside, limits[1], high])];
}

/** What the two sides of 0 mean; everything left of it vanishes, also beyond the last colour. */
function wordsOf([low, high]: Limits, [below, middle, above]: readonly [string, string, string]) {
  return low < 0 && high > 0
    ? [
        { at: low / 2, word: below },
        { at: 0, word: middle },
        { at: high / 2, word: above },
      ]
    : [];
}

/** The words for which there is room; the one in the middle gives way to the other two. */
function withoutOverlap(words: readonly { at: number; word: string }[], x: (value: number) => number) {
  const gap = (i: number) =>
    x(words[i + 1].at) -
    x(words[i].at) -
    (LETTER_WIDTH * (words[i].word.length + words[i + 1].word.length)) / 2;
  const fits = words.slice(1).every((_, i) => gap(i) > LETTER_WIDTH);
  return fits ? words : words.filter(({ at }) => at !== 0);
}
