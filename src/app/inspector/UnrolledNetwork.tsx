// The network as a textbook draws it: first with its feedback loop, then unrolled, one copy per step, with shared weights.

import { activations } from "../../model/activations/index.ts";
import { type Cell, cells, readsActivation } from "../../model/cells/index.ts";
import { kindOf } from "../../model/tasks/index.ts";
import { formatNumber } from "../../store/figure/format.ts";
import { unrollOf } from "../../sweep/point.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import { type Column, columnsOf } from "./columns.ts";
import { definitions } from "./definitions.ts";
import { COPY_WIDTH, LOOP_WIDTH, NETWORK_HEIGHT, ROW, UNIT_RADIUS, unitLabel } from "./drawing.ts";
import { LoopPicture } from "./LoopPicture.tsx";

/** Places of the drawn copies, so that what stands below can point at them. */
export interface NetworkLayout {
  readonly columns: readonly Column[];
  xOf(column: Column): number;
}

/** Lays the copies out over a width. */
export function networkLayout(unroll: number, width: number): NetworkLayout {
  const room = Math.floor((width - LOOP_WIDTH) / COPY_WIDTH);
  const columns = columnsOf(unroll, room);
  const step = Math.min(COPY_WIDTH * 1.4, (width - LOOP_WIDTH - 8) / columns.length);
  return { columns, xOf: ({ place }) => LOOP_WIDTH + 10 + (place + 0.5) * step };
}

export function UnrolledNetwork({
  spec,
  width,
  weight,
  walkedAt = null,
}: {
  spec: SweepSpec;
  width: number;
  /** The feedback weight, where the whole recurrent matrix is one number; null where it is not. */
  weight: number | null;
  /** The step from which a walk goes back to the one before it; null where there is none. */
  walkedAt?: number | null;
}) {
  const unroll = unrollOf(spec.task);
  const layout = networkLayout(unroll, width);
  const { columns, xOf } = layout;
  const cell = cells[spec.model.cell];
  // The first word: the rest would not fit into a unit.
  const [symbol] = (readsActivation(cell) ? activations[spec.model.activation] : cell).label.split(" ");
  const state = stateDefinition(cell);
  const hasCellState = cell.parts.length > 1;
  const lastColumn = columns[columns.length - 1];
  return (
    <svg class="network" width={width} height={NETWORK_HEIGHT} role="img" aria-label={describe(spec)}>
      <LoopPicture
        symbol={symbol}
        state={state}
        weight={weight === null ? "W_hh" : `w = ${formatNumber(weight, 4)}`}
      />
      <text class="equals" x={LOOP_WIDTH} y={ROW.unit + 5} text-anchor="middle">
        =
      </text>
      {columns.map((column, i) => {
        const x = xOf(column);
        const next = columns[i + 1];
        const from = column.t === null ? 14 : UNIT_RADIUS;
        const to = next?.t === null ? 14 : UNIT_RADIUS;
        return (
          <g key={column.t ?? "gap"}>
            {next === undefined ? null : (
              <g data-definition={definitions.weight_hh}>
                <line
                  class="edge recurrent"
                  x1={x + from}
                  x2={xOf(next) - to - 2}
                  y1={ROW.unit}
                  y2={ROW.unit}
                />
                {hasCellState ? (
                  <line
                    class="edge cell-state"
                    data-definition={definitions.cellState}
                    x1={x + from - 2}
                    x2={xOf(next) - to}
                    y1={ROW.unit - 9}
                    y2={ROW.unit - 9}
                  />
                ) : null}
                <text
                  class="edge-label recurrent"
                  x={(x + xOf(next)) / 2}
                  y={ROW.unit - UNIT_RADIUS - 4}
                  text-anchor="middle"
                >
                  {column.t !== null && next.t !== null ? "W_hh" : ""}
                </text>
              </g>
            )}
            {column.t === null ? (
              <text class="gap" x={x} y={ROW.unit + 4} text-anchor="middle">
                …
              </text>
            ) : (
              <Copy
                t={column.t}
                x={x}
                symbol={symbol}
                state={state}
                input={inputName(spec, column.t, unroll)}
                mark={column.t === walkedAt ? "from" : column.t + 1 === walkedAt ? "to" : null}
              />
            )}
          </g>
        );
      })}
      <g data-definition={definitions.weight_out}>
        <line
          class="edge readout"
          x1={xOf(lastColumn)}
          x2={xOf(lastColumn)}
          y1={ROW.unit - UNIT_RADIUS}
          y2={ROW.output + 9}
        />
        <text class="edge-label readout" x={xOf(lastColumn) - 5} y={ROW.output + 24} text-anchor="end">
          W_out
        </text>
        <text class="node-label" x={xOf(lastColumn)} y={ROW.output + 2} text-anchor="middle">
          ŷ
        </text>
      </g>
    </svg>
  );
}

/** What a unit holds, by its cell's equations. */
function stateDefinition({ formula, parts }: Cell): string {
  const state = parts.length > 1 ? "The state (h_t, c_t)" : "The hidden state h_t";
  return `${state}: ${formula}. It starts at zero unless the task says otherwise.`;
}

interface CopyProps {
  readonly t: number;
  readonly x: number;
  readonly symbol: string;
  readonly state: string;
  readonly input: string;
  /** Whether a walk goes from here, or to here. */
  readonly mark: "from" | "to" | null;
}

function Copy({ t, x, symbol, state, input, mark }: CopyProps) {
  return (
    <g>
      <g data-definition={definitions.weight_ih}>
        <line class="edge input" x1={x} x2={x} y1={ROW.input - 13} y2={ROW.unit + UNIT_RADIUS + 2} />
        <text class="edge-label input" x={x - 4} y={ROW.unit + 41} text-anchor="end">
          W_ih
        </text>
      </g>
      <g data-definition={state}>
        <circle class={mark === null ? "unit" : `unit unit-${mark}`} cx={x} cy={ROW.unit} r={UNIT_RADIUS} />
        <text class={unitLabel(symbol)} x={x} y={ROW.unit + 4} text-anchor="middle">
          {symbol}
        </text>
      </g>
      <text class="node-label" x={x} y={ROW.input + 2} text-anchor="middle">
        x<tspan class="subscript" dy={4}>{`${t}`}</tspan>
      </text>
      <text class="input-name" x={x} y={ROW.input + 22} text-anchor="middle">
        {input}
      </text>
    </g>
  );
}

/** What is shown at a step, where the task has a word for it. */
function inputName(spec: SweepSpec, t: number, unroll: number): string {
  if (spec.task.kind !== "prices") return "";
  if (t === unroll) return "today";
  if (t === 1) return "yesterday";
  return spec.task.between === "hold" ? "held" : "0";
}

function describe(spec: SweepSpec): string {
  const { inputSize, outputSize } = kindOf(spec.task).widths(spec.task);
  return `A recurrent network with ${inputSize} input, ${spec.model.hidden} hidden units and ${outputSize} output, drawn with its feedback loop and unrolled over ${unrollOf(spec.task)} steps; every copy has the same weights.`;
}
