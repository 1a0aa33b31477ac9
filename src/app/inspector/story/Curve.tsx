// One curve over the training steps on a log scale: a band from lowest to highest per pixel, its marks and its chosen step.

import { type ScaleLinear, scaleLinear } from "d3-scale";
import { useMemo } from "preact/hooks";
import { formatNumber } from "../../../store/figure/format.ts";
import { type Band, decimated } from "./decimate.ts";

/** A step worth a vertical line. */
export interface Mark {
  readonly step: number;
  readonly kind: "target" | "horizon";
}

export interface CurveProps {
  readonly values: readonly number[];
  readonly title: string;
  readonly definition: string;
  readonly x: ScaleLinear<number, number>;
  readonly top: number;
  readonly height: number;
  /** A horizontal line to compare with. */
  readonly line: { readonly value: number; readonly label: string } | null;
  readonly marks: readonly Mark[];
  readonly chosen: number | null;
}

/** Curves that hardly move get at least this many powers of ten of room. */
const LEAST_DECADES = 0.5;
/** Nothing above or below this fits a tick; a loss may overflow in its last step. */
const LARGEST_LOG = 300;

export function Curve({ values, title, definition, x, top, height, line, marks, chosen }: CurveProps) {
  const [left, right] = x.range();
  const bands = useMemo(() => decimated(values, right - left), [values, left, right]);
  const [low, high] = rangeOf(bands, line?.value ?? null);
  const y = scaleLinear([low, high], [top + height, top]);
  /** Zero has no logarithm: it lies on the floor. */
  const yOf = (value: number) => (value > 0 ? y(Math.min(Math.max(Math.log10(value), low), high)) : y(low));
  const at = chosen === null ? Number.NaN : values[chosen];
  return (
    <g>
      <text class="curve-title" x={left} y={top - 7} data-definition={definition}>
        {title}
      </text>
      {ticksOf(low, high).map((tick) => (
        <g key={tick}>
          <line class="grid" x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
          <text class="tick-label" x={left - 7} y={y(tick)} dy="0.32em" text-anchor="end">
            {Number.isInteger(tick) ? (
              <>
                10
                <tspan class="superscript" dy={-5}>
                  {formatNumber(tick)}
                </tspan>
              </>
            ) : (
              formatNumber(10 ** tick, 2)
            )}
          </text>
        </g>
      ))}
      {marks.map(({ step, kind }) => (
        <line key={kind} class={`mark mark-${kind}`} x1={x(step)} x2={x(step)} y1={top} y2={top + height} />
      ))}
      {line === null || !(line.value > 0) ? null : (
        <g class="target-line">
          <line x1={left} x2={right} y1={yOf(line.value)} y2={yOf(line.value)} />
          <text x={right} y={yOf(line.value) - 4} text-anchor="end">
            {line.label}
          </text>
        </g>
      )}
      <path class="curve" d={pathOf(bands, x, yOf)} />
      <line class="baseline" x1={left} x2={right} y1={top + height} y2={top + height} />
      {chosen === null ? null : (
        <g class="curve-chosen">
          <line x1={x(chosen)} x2={x(chosen)} y1={top} y2={top + height} />
          {Number.isNaN(at) || at === undefined ? null : <circle cx={x(chosen)} cy={yOf(at)} r={3.5} />}
        </g>
      )}
    </g>
  );
}

/** The range of log10, a line to compare with included. */
function rangeOf(bands: readonly Band[], line: number | null): [number, number] {
  const logs = [...bands.flatMap(({ lowest, highest }) => [lowest, highest]), line ?? 0]
    .filter((value) => value > 0)
    .map((value) => Math.max(-LARGEST_LOG, Math.min(LARGEST_LOG, Math.log10(value))));
  if (logs.length === 0) return [-1, 0];
  const low = logs.reduce((a, b) => Math.min(a, b));
  const high = logs.reduce((a, b) => Math.max(a, b));
  const room = Math.max(LEAST_DECADES - (high - low), 0.08 * (high - low)) / 2;
  return [low - room, high + room];
}

/** Powers of ten where there are some, else round numbers between them. */
function ticksOf(low: number, high: number): number[] {
  const scale = scaleLinear([low, high], [0, 1]);
  const whole = scale.ticks(4).filter(Number.isInteger);
  if (whole.length > 1) return whole;
  return scaleLinear([10 ** low, 10 ** high], [0, 1])
    .ticks(3)
    .filter((value) => value > 0)
    .map(Math.log10);
}

/** Down and up in every column that holds several values, a plain line where it holds one. */
function pathOf(
  bands: readonly Band[],
  x: ScaleLinear<number, number>,
  y: (value: number) => number,
): string {
  const points = bands.flatMap(({ from, to, lowest, highest }) => {
    const at = x((from + to) / 2).toFixed(1);
    const high = `${at} ${y(highest).toFixed(1)}`;
    return lowest === highest ? [high] : [high, `${at} ${y(lowest).toFixed(1)}`];
  });
  return points.length === 0 ? "" : `M${points.join("L")}`;
}
