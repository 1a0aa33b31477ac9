// What the network predicts against what it should: per sequence its inputs, the target, the output, and after training that too.

import { kindOf, type TaskData } from "../../model/tasks/index.ts";
import { formatNumber } from "../../store/figure/format.ts";
import type { Inspection } from "../../sweep/inspection.ts";
import { unrollOf } from "../../sweep/point.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import { definitions } from "./definitions.ts";

/** Rows and steps that are shown; a table of 64 sequences would bury the metrics. */
const MOST_ROWS = 12;
const MOST_STEPS = 6;

export function OutputTable({ spec, inspection }: { spec: SweepSpec; inspection: Inspection }) {
  const data = kindOf(spec.task).data(spec.task, spec.seed);
  const rows = inspection.outputs.slice(0, MOST_ROWS);
  const isPrices = spec.task.kind === "prices";
  const { training } = inspection;
  const columns = [
    ...(training === undefined
      ? [
          {
            head: "output ŷ",
            definition: definitions.output,
            text: (b: number) => list(inspection.outputs[b]),
          },
        ]
      : []),
    {
      head: isPrices ? "→ tomorrow" : "target",
      definition: definitions.target,
      text: (b: number) => list(data.targets.subarray(b * data.outputSize, (b + 1) * data.outputSize)),
    },
    ...(training === undefined
      ? [
          {
            head: "log10 ‖∂s_T/∂s_0‖",
            definition: definitions.jacobian,
            text: (b: number) => formatNumber(inspection.logJacobianNorm[b]),
          },
        ]
      : [
          {
            head: "ŷ before",
            definition: definitions.output,
            text: (b: number) => list(inspection.outputs[b]),
          },
          {
            head: "ŷ after",
            definition: definitions.outputAfter,
            text: (b: number) => list(training.after.outputs[b]),
          },
        ]),
  ];
  const cases = isPrices ? "yesterday, today" : "inputs x_1, x_2, …";
  return (
    <table class="numbers" data-testid="outputs">
      <caption>{training === undefined ? "What it predicts, untrained" : "What it predicts"}</caption>
      <thead>
        <tr>
          {[{ head: cases, definition: definitions.sequence }, ...columns].map(({ head, definition }, i) => (
            <th key={head} scope="col" class={i === 0 ? "" : "number"}>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus. */}
              <span class="term" tabIndex={0} data-definition={definition}>
                {head}
              </span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((_, b) => (
          <tr key={b}>
            <th scope="row">{inputsText(spec, data, b)}</th>
            {columns.map(({ head, text }) => (
              <td key={head} class="number">
                {text(b)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      {inspection.outputs.length > MOST_ROWS ? (
        <tfoot>
          <tr>
            <td colSpan={columns.length + 1}>and {inspection.outputs.length - MOST_ROWS} more sequences</td>
          </tr>
        </tfoot>
      ) : null}
    </table>
  );
}

/** What a sequence shows, step by step; of the prices, the first day and the last. */
export function inputsText(spec: SweepSpec, data: TaskData, b: number): string {
  const steps = Math.min(unrollOf(spec.task), data.lengths?.[b] ?? Number.POSITIVE_INFINITY);
  const vector = (t: number) =>
    Array.from({ length: data.inputSize }, (_, k) => formatNumber(data.input(t, steps, b, k), 3)).join(" ");
  if (spec.task.kind === "prices") return steps === 1 ? `–, ${vector(1)}` : `${vector(1)}, ${vector(steps)}`;
  const shown = Array.from({ length: Math.min(steps, MOST_STEPS) }, (_, i) => vector(i + 1));
  return `${shown.join(", ")}${steps > MOST_STEPS ? ", …" : ""}`;
}

function list(values: ArrayLike<number>): string {
  return Array.from(values, (value) => formatNumber(value)).join(", ");
}
