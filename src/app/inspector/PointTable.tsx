// The numbers of one point: every metric with its unit and its definition.

import { gradientMetrics, type MetricName, metrics, trainingMetrics } from "../../model/metrics/index.ts";
import { metricText } from "../../store/figure/metricText.ts";
import type { Inspection } from "../../sweep/inspection.ts";

export function MetricTable({ inspection }: { inspection: Inspection }) {
  const ofRun = inspection.training !== undefined;
  return (
    <>
      {ofRun ? (
        <Metrics
          inspection={inspection}
          names={Object.keys(trainingMetrics) as MetricName[]}
          caption="Every metric of this training run, in float64"
        />
      ) : null}
      <Metrics
        inspection={inspection}
        names={Object.keys(gradientMetrics) as MetricName[]}
        caption={ofRun ? "The untrained network, in float64" : "Every metric of this network, in float64"}
      />
    </>
  );
}

function Metrics({
  inspection,
  names,
  caption,
}: {
  inspection: Inspection;
  names: readonly MetricName[];
  caption: string;
}) {
  return (
    <table class="numbers">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">metric</th>
          <th scope="col" class="number">
            value
          </th>
          <th scope="col">unit</th>
        </tr>
      </thead>
      <tbody>
        {names.map((name) => {
          const value = inspection.metrics[name] ?? Number.NaN;
          const { text, unit } = metricText(name, value, 6);
          return (
            <tr key={name}>
              <th scope="row">
                {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus. */}
                <span class="term" tabIndex={0} data-definition={`${metrics[name].definition} (${name})`}>
                  {metrics[name].label}
                </span>
              </th>
              <td class="number">
                <data value={String(value)} data-metric={name}>
                  {text}
                </data>
              </td>
              <td class="unit-cell">{unit}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
