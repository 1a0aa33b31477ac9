// The numbers of one point: every metric with its unit, and the network's outputs against the targets.

import { type MetricName, metrics } from "../../model/metrics/index.ts";
import { kindOf } from "../../model/tasks/index.ts";
import type { Inspection } from "../../sweep/inspection.ts";
import { unrollOf } from "../../sweep/point.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import { formatNumber } from "../format.ts";
import { definitions } from "./definitions.ts";

/** Rows and steps that are shown; a table of 64 sequences would bury the metrics. */
const MOST_ROWS = 12;
const MOST_STEPS = 6;

export function MetricTable({ inspection }: { inspection: Inspection }) {
  return (
    <table class="numbers">
      <caption>Every metric of this network, in float64</caption>
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
        {(Object.keys(metrics) as MetricName[]).map((name) => (
          <tr key={name}>
            <th scope="row">
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus. */}
              <span class="term" tabIndex={0} data-definition={`${metrics[name].definition} (${name})`}>
                {metrics[name].label}
              </span>
            </th>
            <td class="number">
              <data value={String(inspection.metrics[name])} data-metric={name}>
                {formatNumber(inspection.metrics[name], 6)}
              </data>
            </td>
            <td class="unit-cell">{metrics[name].unit}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function OutputTable({ spec, inspection }: { spec: SweepSpec; inspection: Inspection }) {
  const data = kindOf(spec.task).data(spec.task);
  const unroll = unrollOf(spec.task);
  const rows = inspection.outputs.slice(0, MOST_ROWS);
  const heading = (text: string, definition: string, className = "number") => (
    <th scope="col" class={className}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus. */}
      <span class="term" tabIndex={0} data-definition={definition}>
        {text}
      </span>
    </th>
  );
  return (
    <table class="numbers">
      <caption>What it predicts, untrained</caption>
      <thead>
        <tr>
          {heading(
            spec.task.kind === "prices" ? "yesterday, today" : "inputs x_1, x_2, …",
            definitions.sequence,
            "",
          )}
          {heading("output ŷ", definitions.output)}
          {heading("target", definitions.target)}
          {heading("log10 ‖∂h_T/∂h_0‖", definitions.jacobian)}
        </tr>
      </thead>
      <tbody>
        {rows.map((outputs, b) => (
          <tr key={b}>
            <th scope="row">{inputsText(spec, unroll, b)}</th>
            <td class="number">{outputs.map((y) => formatNumber(y)).join(", ")}</td>
            <td class="number">
              {outputs.map((_, o) => formatNumber(data.targets[b * data.outputSize + o])).join(", ")}
            </td>
            <td class="number">{formatNumber(inspection.logJacobianNorm[b])}</td>
          </tr>
        ))}
      </tbody>
      {inspection.outputs.length > MOST_ROWS ? (
        <tfoot>
          <tr>
            <td colSpan={4}>and {inspection.outputs.length - MOST_ROWS} more sequences</td>
          </tr>
        </tfoot>
      ) : null}
    </table>
  );

  function inputsText(at: SweepSpec, steps: number, b: number): string {
    const vector = (t: number) =>
      Array.from({ length: data.inputSize }, (_, k) => formatNumber(data.input(t, steps, b, k), 3)).join(" ");
    if (at.task.kind === "prices") return steps === 1 ? `–, ${vector(1)}` : `${vector(1)}, ${vector(steps)}`;
    const shown = Array.from({ length: Math.min(steps, MOST_STEPS) }, (_, i) => vector(i + 1));
    return `${shown.join(", ")}${steps > MOST_STEPS ? ", …" : ""}`;
  }
}
