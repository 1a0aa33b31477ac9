// One log-log chart: networks per second against networks, a curve for each engine with its spread, and where webgpu goes
// past all cores of the CPU.

import { useRef } from "preact/hooks";
import { labelOf } from "../../lab/bench/columns.ts";
import { crossingOf } from "../../lab/bench/crossing.ts";
import { benchEngineIds } from "../../lab/bench/engines.ts";
import { countText, measureText } from "../../lab/bench/numbers.ts";
import type { EngineEntry, SpeedSeries } from "../../lab/bench/report.ts";
import { curveStyle } from "../map/slice/curveStyle.ts";
import { useWidth } from "../useWidth.ts";
import { chartPlace, type LogTick, speedOf } from "./chartPlace.ts";

const HEIGHT = 260;
const FRAME = { left: 46, top: 10, bottom: HEIGHT - 42 };
const RIGHT = 10;
const THIN = "\u202f";
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

export function SpeedChart({
  name,
  series,
  engines,
}: {
  name: string;
  series: readonly SpeedSeries[];
  engines: readonly EngineEntry[];
}) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const frame = { ...FRAME, right: Math.max(FRAME.left + 1, width - RIGHT) };
  const { x, y, xTicks, yTicks } = chartPlace(series, frame);
  const crossing = crossingIn(series);
  const label = `${name}: networks per second against the number of networks, both by powers of ten, a curve for each engine. The same as a table below.`;
  return (
    <div ref={box} class="bench-chart" data-testid="bench-chart">
      {width === 0 ? null : (
        <svg width={width} height={HEIGHT} role="img" aria-label={label}>
          <rect
            class="slice-ground"
            x={frame.left}
            y={frame.top}
            width={frame.right - frame.left}
            height={frame.bottom - frame.top}
          />
          {yTicks.map(({ at, exponent }) => (
            <g key={exponent} transform={`translate(${frame.left} ${at})`}>
              <line class="slice-grid" x2={frame.right - frame.left} />
              <text class="tick-label" x={-7} dy="0.32em" text-anchor="end">
                {powerText(exponent)}
              </text>
            </g>
          ))}
          {xTicks.map((tick) => (
            <Across key={tick.exponent} tick={tick} top={frame.top} bottom={frame.bottom} />
          ))}
          <text class="axis-title" x={(frame.left + frame.right) / 2} y={HEIGHT - 6} text-anchor="middle">
            networks at once
          </text>
          <text
            class="axis-title"
            transform={`translate(11 ${(frame.top + frame.bottom) / 2}) rotate(-90)`}
            text-anchor="middle"
          >
            networks/s
          </text>
          {crossing === null ? null : (
            <line class="slice-cursor" x1={x(crossing)} x2={x(crossing)} y1={frame.top} y2={frame.bottom} />
          )}
          {series.map((one) => {
            const { name: colour, dashes, marker } = curveStyle(benchEngineIds.indexOf(one.engine));
            const path = one.points.map(
              (p) => `${x(p.networks).toFixed(1)} ${y(p.networksPerSecond).toFixed(1)}`,
            );
            return (
              <g key={one.engine} class={colour} data-engine={one.engine}>
                <path class="slice-line" d={`M${path.join("L")}`} stroke-dasharray={dashes} />
                {one.points.map((point) => (
                  <g key={point.networks} data-definition={pointText(labelOf(engines, one.engine), point)}>
                    <line
                      class="bench-spread"
                      x1={x(point.networks)}
                      x2={x(point.networks)}
                      y1={y(speedOf(point.networks, point.maxMs))}
                      y2={y(speedOf(point.networks, point.minMs))}
                    />
                    <path
                      class={`slice-marker ${colour}`}
                      d={marker}
                      transform={`translate(${x(point.networks)} ${y(point.networksPerSecond)})`}
                    />
                  </g>
                ))}
              </g>
            );
          })}
        </svg>
      )}
    </div>
  );
}

function Across({ tick: { at, exponent }, top, bottom }: { tick: LogTick; top: number; bottom: number }) {
  return (
    <g transform={`translate(${at} ${bottom})`}>
      <line class="slice-grid" y2={top - bottom} />
      <text class="tick-label" y={17} text-anchor="middle">
        {powerText(exponent)}
      </text>
    </g>
  );
}

/** Where webgpu overtakes all cores of the CPU, null where it does not. */
function crossingIn(series: readonly SpeedSeries[]): number | null {
  const gpu = series.find(({ engine }) => engine === "webgpu");
  const cpu =
    series.find(({ engine }) => engine === "cpu-all") ?? series.find(({ engine }) => engine === "cpu-1");
  if (gpu === undefined || cpu === undefined) return null;
  const crossing = crossingOf(gpu, cpu);
  return crossing.kind === "overtakes" ? crossing.networks : null;
}

/** Small powers of ten in full, larger ones with an exponent. */
function powerText(exponent: number): string {
  if (exponent >= 0 && exponent <= 2) return String(10 ** exponent);
  const digits = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPTS[Number(digit)]).join("");
  return `10${exponent < 0 ? "⁻" : ""}${digits}`;
}

function pointText(
  label: string,
  { networks, networksPerSecond, runs, medianMs, minMs, maxMs }: Point,
): string {
  const times = `${measureText(medianMs, THIN)} ms (${measureText(minMs, THIN)} … ${measureText(maxMs, THIN)})`;
  return `${label}, ${countText(networks, THIN)} networks: ${measureText(networksPerSecond, THIN)} networks/s, ${runs} runs of ${times}`;
}

type Point = SpeedSeries["points"][number];
