// ‖∂L/∂s_t‖ step by step, as bars on a log scale under the drawn copies: to be read with the pointer or the arrow keys.

import { useSignal } from "@preact/signals";
import { scaleLinear } from "d3-scale";
import type { TargetedKeyboardEvent, TargetedPointerEvent } from "preact";
import { useMemo } from "preact/hooks";
import { formatNumber } from "../../store/figure/format.ts";
import { shortcutOf } from "../keys/shortcuts.ts";
import { definitions } from "./definitions.ts";
import { sizeText } from "./sentence.ts";
import { networkLayout } from "./UnrolledNetwork.tsx";
import { BarsMarks, type Marks } from "./walk/BarsMarks.tsx";

const LEADERS = 22;
const PLOT_HEIGHT = 132;
const HEIGHT = LEADERS + PLOT_HEIGHT + 38;
/** The margins beside the bars: what stands under them can be laid out along the same steps. */
export const LEFT = 52;
export const RIGHT = 10;
/** The thinnest bar, its gap included. */
const THINNEST = 3;

export function GradientBars({
  logs,
  width,
  compared = logs,
  marks = null,
}: {
  /** log10 ‖∂L/∂s_t‖, t = 0…T. */
  logs: readonly number[];
  width: number;
  /** All the logs that share this scale, so that two pictures can be compared. */
  compared?: readonly number[];
  /** What a walk through these steps has to mark. */
  marks?: Marks | null;
}) {
  const chosen = useSignal<number | null>(null);
  const unroll = logs.length - 1;
  const plotWidth = width - LEFT - RIGHT;
  const { nth, slot, wide, x } = barPlaces(logs.length, width);
  const finite = logs.filter(Number.isFinite);
  const y = useMemo(() => heightScale(compared.filter(Number.isFinite)), [compared]);
  const layout = networkLayout(unroll, width);
  const bottom = LEADERS + PLOT_HEIGHT;

  const choose = (event: TargetedPointerEvent<SVGSVGElement>) => {
    const t = Math.floor((event.clientX - event.currentTarget.getBoundingClientRect().left - LEFT) / slot);
    chosen.value = t >= 0 && t <= unroll ? t : null;
  };
  const key = (event: TargetedKeyboardEvent<SVGSVGElement>) => {
    if (shortcutOf("steps", event) === null) return;
    event.preventDefault();
    const now = chosen.value;
    const to: Record<string, number> = {
      ArrowLeft: (now ?? unroll + 1) - 1,
      ArrowRight: (now ?? unroll - 1) + 1,
      Home: 0,
      End: unroll,
    };
    chosen.value = Math.min(unroll, Math.max(0, to[event.key]));
  };
  const at = chosen.value;
  // Drawn anew only where they change: a walk moves its marks through them at every step.
  const bars = useMemo(() => <Bars logs={logs} y={y} width={width} at={at} />, [logs, y, width, at]);
  return (
    <figure class="bars">
      <svg
        width={width}
        height={HEIGHT}
        tabindex={0}
        role="application"
        aria-roledescription="bar chart"
        aria-label="Size of the gradient at each step, on a log scale; the arrow keys read it out."
        onPointerMove={choose}
        onPointerLeave={() => {
          chosen.value = null;
        }}
        onKeyDown={key}
      >
        {layout.columns.map((column) =>
          column.t === null ? null : (
            <path
              key={column.t}
              class="leader"
              d={`M${layout.xOf(column)} 0 C${layout.xOf(column)} 14 ${x(column.t)} 6 ${x(column.t)} ${LEADERS}`}
            />
          ),
        )}
        {y.ticks(4).map((tick) => (
          <g key={tick}>
            <line class="grid" x1={LEFT} x2={width - RIGHT} y1={y(tick)} y2={y(tick)} />
            <text class="tick-label" x={LEFT - 7} y={y(tick)} dy="0.32em" text-anchor="end">
              10
              <tspan class="superscript" dy={-5}>
                {formatNumber(tick)}
              </tspan>
            </text>
          </g>
        ))}
        {bars}
        {marks === null ? null : (
          <BarsMarks
            marks={marks}
            logs={logs}
            place={{ x, y, left: LEFT, right: width - RIGHT, top: LEADERS, bottom, wide, nth }}
          />
        )}
        <line class="baseline" x1={LEFT} x2={width - RIGHT} y1={bottom} y2={bottom} />
        <text class="tick-label" x={x(0)} y={bottom + 15} text-anchor="middle">
          0
        </text>
        <text
          class="tick-label"
          x={unroll < 1000 ? x(unroll) : width - RIGHT}
          y={bottom + 15}
          text-anchor={unroll < 1000 ? "middle" : "end"}
        >
          {unroll}
        </text>
        <text class="axis-title" x={LEFT + plotWidth / 2} y={bottom + 30} text-anchor="middle">
          step t; the gradient travels from right to left
        </text>
      </svg>
      <figcaption aria-live="polite">
        {at === null ? (
          <>
            <span class="term" tabindex={0} data-definition={definitions.stateGradient}>
              ‖∂L/∂s_t‖
            </span>{" "}
            at each step{nth > 1 ? `; every ${nth}th step is drawn` : ""}
            {finite.length === logs.length ? "" : "; no bar where it is exactly zero"}.
          </>
        ) : (
          `t = ${at}: ‖∂L/∂s_t‖ = ${sizeText(logs[at])} (log10 ${formatNumber(logs[at])})`
        )}
      </figcaption>
    </figure>
  );
}

/** Where the bars of so many steps stand. */
function barPlaces(count: number, width: number) {
  const plotWidth = width - LEFT - RIGHT;
  // Every n-th step where there are more steps than the width can show.
  const nth = Math.max(1, Math.ceil((count * THINNEST) / plotWidth));
  const slot = plotWidth / count;
  const wide = Math.max(1, slot * nth - (slot * nth > 5 ? 2 : 1));
  return { nth, slot, wide, x: (t: number) => LEFT + (t + 0.5) * slot };
}

interface BarsProps {
  readonly logs: readonly number[];
  readonly y: ReturnType<typeof heightScale>;
  readonly width: number;
  /** The step that is read out. */
  readonly at: number | null;
}

function Bars({ logs, y, width, at }: BarsProps) {
  const { nth, wide, x } = barPlaces(logs.length, width);
  const bottom = LEADERS + PLOT_HEIGHT;
  return (
    <>
      {logs.map((log, t) => {
        if (t % nth !== 0 && t !== logs.length - 1) return null;
        const top = Number.isFinite(log) ? Math.min(y(log), bottom - 1.5) : bottom - 1.5;
        const isChosen = at !== null && Math.abs(at - t) < nth / 2 + 0.01;
        return (
          <rect
            key={t}
            class={`bar ${Number.isFinite(log) ? "" : "bar-zero"} ${isChosen ? "bar-chosen" : ""}`}
            x={x(t) - wide / 2}
            width={wide}
            y={top}
            height={bottom - top}
          />
        );
      })}
    </>
  );
}

/** From log10 to height; a little room below the smallest, so that it still is a bar. */
function heightScale(values: readonly number[]) {
  // Not Math.min(…): as arguments of a function, all the steps of several walks are too many.
  const lowest = values.length === 0 ? -1 : values.reduce((a, b) => Math.min(a, b));
  const highest = values.length === 0 ? 0 : values.reduce((a, b) => Math.max(a, b));
  const room = Math.max(0.5, (highest - lowest) * 0.08);
  return scaleLinear([lowest - room, highest + room / 2], [LEADERS + PLOT_HEIGHT, LEADERS + 4]);
}
