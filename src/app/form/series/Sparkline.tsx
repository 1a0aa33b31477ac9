// The prices of a task in a small drawing, each company over its own history, with the days of the test shaded.

import { useMemo, useRef } from "preact/hooks";
import { split } from "../../../model/tasks/seriesWindows.ts";
import { useWidth } from "../../useWidth.ts";
import { outlineOf } from "./outline.ts";

interface SparklineProps {
  readonly series: readonly (readonly number[])[];
  readonly testShare: number;
}

const HEIGHT = 56;

export function Sparkline({ series, testShare }: SparklineProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const lines = useMemo(() => series.map((prices) => outlineOf(prices, width, HEIGHT)), [series, width]);
  const parts = series.map((prices) => split(prices, testShare));
  const days = parts.reduce((sum, part) => sum + part.days, 0);
  const training = parts.reduce((sum, part) => sum + part.training, 0);
  // Every history is drawn over the whole width, so that they share one line between training and test.
  const from = width * (training / days);
  const companies = series.length === 1 ? "" : ` of ${series.length} companies`;
  const counts = `${days} values${companies}: ${training} to learn from, ${days - training} for the test`;
  return (
    <div class="sparkline" ref={box}>
      <svg width={width} height={HEIGHT} role="img" aria-label={counts}>
        <rect class="sparkline-test" x={from} y={0} width={Math.max(0, width - from)} height={HEIGHT} />
        {lines.map((d, company) => (
          <path key={company} class="sparkline-line" d={d} />
        ))}
        <line class="sparkline-split" x1={from} x2={from} y1={0} y2={HEIGHT} />
      </svg>
      <p class="sparkline-counts" data-testid="series-counts">
        {counts} <span class="sparkline-key" aria-hidden="true" />
      </p>
    </div>
  );
}
