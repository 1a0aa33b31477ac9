// Where a number of networks and a speed lie in a chart: powers of ten on both sides, with d3's scales and ticks.

import { scaleLog } from "d3-scale";
import type { SpeedSeries } from "../../lab/bench/report.ts";

/** A tick: its place in CSS pixels and its power of ten. */
export interface LogTick {
  readonly at: number;
  readonly exponent: number;
}

/** The chart's inner rectangle. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface ChartPlace {
  x(networks: number): number;
  y(networksPerSecond: number): number;
  readonly xTicks: readonly LogTick[];
  readonly yTicks: readonly LogTick[];
}

/** The curves keep this factor away from the frame. */
const ROOM = 1.5;

/** A browser's clock ticks every 0.1 ms, so that a run may have taken no time at all: it took less than this. */
const LEAST_MS = 0.01;

/** Networks per second, finite whatever the clock says. */
export function speedOf(networks: number, ms: number): number {
  return (networks * 1000) / Math.max(ms, LEAST_MS);
}

/** Scales for all the series of a chart. */
export function chartPlace(series: readonly SpeedSeries[], { left, right, top, bottom }: Frame): ChartPlace {
  const points = series.flatMap((one) => one.points);
  const sizes = points.map(({ networks }) => networks);
  const speeds = points.flatMap(({ networks, minMs, maxMs }) => [
    speedOf(networks, maxMs),
    speedOf(networks, minMs),
  ]);
  const x = scaleLog(extent(sizes), [left, right]);
  const y = scaleLog(extent(speeds), [bottom, top]);
  return { x, y, xTicks: decades(x), yTicks: decades(y) };
}

function extent(values: readonly number[]): [number, number] {
  return [Math.min(...values) / ROOM, Math.max(...values) * ROOM];
}

/** The powers of ten of a scale; within a single decade there may be one or none, which the eye can do with. */
function decades(scale: { (value: number): number; domain(): number[] }): LogTick[] {
  const [low, high] = scale.domain();
  const first = Math.ceil(Math.log10(low));
  const count = Math.max(0, Math.floor(Math.log10(high)) - first + 1);
  return Array.from({ length: count }, (_, i) => ({ at: scale(10 ** (first + i)), exponent: first + i }));
}
