// Speed against the number of networks, a chart for each case that was followed; where the GPU overtakes the CPU is said in
// words, and all of it again as a table.

import { caseName } from "../../lab/bench/cases.ts";
import { labelOf } from "../../lab/bench/columns.ts";
import { crossingTexts } from "../../lab/bench/crossing.ts";
import { benchEngineIds } from "../../lab/bench/engines.ts";
import { countText, measureText } from "../../lab/bench/numbers.ts";
import type { BenchReport, SpeedSeries } from "../../lab/bench/report.ts";
import { curveStyle } from "../map/slice/curveStyle.ts";
import { ScrollTable } from "./ScrollTable.tsx";
import { SpeedChart } from "./SpeedChart.tsx";

const THIN = "\u202f";

export function SpeedCharts({ report }: { report: BenchReport }) {
  const { engines } = report;
  const series = report.series.filter(({ points }) => points.length > 0);
  if (series.length === 0) return null;
  const cases = [...new Set(series.map(caseName))];
  const drawn = benchEngineIds.filter((id) => series.some(({ engine }) => engine === id));
  const crossings = crossingTexts(report);
  return (
    <section class="panel bench-charts" aria-label="Speed by number of networks">
      <h2
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus.
        tabIndex={0}
        data-definition="Networks per second where so many networks are run at once, from plan to store. A GPU needs many networks to be busy. The bars reach from the slowest to the fastest run."
      >
        <span class="term">Speed by number of networks</span>
      </h2>
      {crossings.length === 0 ? null : (
        <ul class="bench-crossings" data-testid="bench-crossings">
          {crossings.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      <div class="bench-chart-list">
        {cases.map((name) => (
          <figure key={name}>
            <figcaption>{name}</figcaption>
            <SpeedChart
              name={name}
              series={series.filter((one) => caseName(one) === name)}
              engines={engines}
            />
          </figure>
        ))}
      </div>
      <ul class="slice-key">
        {drawn.map((id) => {
          const { name, dashes, marker } = curveStyle(benchEngineIds.indexOf(id));
          return (
            <li key={id}>
              <svg class={name} width={34} height={14} aria-hidden="true">
                <path class="slice-line" d="M1 7H33" stroke-dasharray={dashes} />
                <path class={`slice-marker ${name}`} d={marker} transform="translate(17 7)" />
              </svg>
              <span>{labelOf(engines, id)}</span>
            </li>
          );
        })}
      </ul>
      <SeriesTable series={series} report={report} />
    </section>
  );
}

function SeriesTable({ series, report }: { series: readonly SpeedSeries[]; report: BenchReport }) {
  const all = series.flatMap(({ points }) => points.map(({ networks }) => networks));
  const sizes = [...new Set(all)].toSorted((a, b) => a - b);
  return (
    <details class="bench-details">
      <summary>The charts as a table, in networks/s</summary>
      <ScrollTable title="Networks per second by number of networks" testId="bench-series" hasCaption={false}>
        <thead>
          <tr>
            <th scope="col">case</th>
            <th scope="col">engine</th>
            {sizes.map((size) => (
              <th key={size} scope="col">
                {countText(size, THIN)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {series.map((one) => (
            <tr key={`${caseName(one)} ${one.engine}`}>
              <th scope="row">{caseName(one)}</th>
              <th scope="row">{labelOf(report.engines, one.engine)}</th>
              {sizes.map((size) => {
                const point = one.points.find(({ networks }) => networks === size);
                return (
                  <td key={size}>{point === undefined ? "–" : measureText(point.networksPerSecond, THIN)}</td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </ScrollTable>
    </details>
  );
}
