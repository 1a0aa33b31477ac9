// The network before it is unrolled: input, unit, output, and the arrow that feeds yesterday's value back.

import { definitions } from "./definitions.ts";
import { ROW, UNIT_RADIUS, unitLabel } from "./drawing.ts";

const X = 46;

/** @param state what a unit holds, in words and by its equations */
export function LoopPicture({ symbol, state, weight }: { symbol: string; state: string; weight: string }) {
  return (
    <g>
      <line class="edge input" x1={X} x2={X} y1={ROW.input - 13} y2={ROW.unit + UNIT_RADIUS + 2} />
      <line class="edge readout" x1={X} x2={X} y1={ROW.unit - UNIT_RADIUS} y2={ROW.output + 9} />
      <g data-definition={definitions.weight_hh}>
        <path
          class="edge recurrent"
          d={`M${X + 12} ${ROW.unit + 12} C${X + 52} ${ROW.unit + 44} ${X + 52} ${ROW.unit - 44} ${X + 14} ${ROW.unit - 13}`}
        />
        <text class="edge-label recurrent" x={X + 16} y={ROW.unit - 34} text-anchor="start">
          {weight}
        </text>
      </g>
      <g data-definition={state}>
        <circle class="unit" cx={X} cy={ROW.unit} r={UNIT_RADIUS} />
        <text class={unitLabel(symbol)} x={X} y={ROW.unit + 4} text-anchor="middle">
          {symbol}
        </text>
      </g>
      <text class="node-label" x={X} y={ROW.input + 2} text-anchor="middle">
        x
      </text>
      <text class="node-label" x={X} y={ROW.output + 2} text-anchor="middle">
        ŷ
      </text>
    </g>
  );
}
