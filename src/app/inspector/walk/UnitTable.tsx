// The units that hold most of the gradient at one step or send most of it on, and what they let through.

import { cells } from "../../../model/cells/index.ts";
import type { Walk } from "../../../model/walk/walk.ts";
import type { WalkStep } from "../../../model/walk/walkStep.ts";
import { formatNumber } from "../../../store/figure/format.ts";
import type { SweepSpec } from "../../../sweep/spec.ts";
import { percentText } from "./percent.ts";
import { stateOf } from "./walkSentence.ts";
import { gateWord, walkDefinitions } from "./words.ts";

/** More rows would hide the ways beneath them. */
const MOST_ROWS = 6;

export function UnitTable({ walk, step, spec }: { walk: Walk; step: WalkStep; spec: SweepSpec }) {
  const { gates } = cells[walk.cell];
  const isGated = gates.length > 1;
  const heads = [
    { head: "holds", definition: walkDefinitions.holds },
    ...(isGated
      ? gates.map(({ name }, gate) => ({
          head: name,
          definition: `The ${gateWord(walk, gate)}. ${walkDefinitions.gate}`,
        }))
      : [{ head: "φ′", definition: walkDefinitions.slope }]),
    { head: "sends", definition: walkDefinitions.sends },
  ];
  const rows = step.units.slice(0, MOST_ROWS);
  return (
    <table class="numbers walk-units" data-testid="walk-units">
      <caption>
        {walk.hidden === 1
          ? "The unit"
          : rows.length < walk.hidden
            ? `Its ${rows.length} strongest units of ${walk.hidden}`
            : "Its units"}
      </caption>
      <thead>
        <tr>
          <th scope="col">unit</th>
          {heads.map(({ head, definition }) => (
            <th key={head} scope="col" class="number">
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus. */}
              <span class="term" tabIndex={0} data-definition={definition}>
                {head}
              </span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ unit, arriving, leaving, slopes, values }) => (
          <tr key={unit} data-unit={unit}>
            <th scope="row">
              {unit}
              {isGated ? null : <Mark state={stateOf(spec, slopes[0])} />}
            </th>
            <td class="number">{percentText(arriving)}</td>
            {(isGated ? values : slopes).map((value, gate) => (
              <td key={gate} class="number">
                <data value={String(value)}>{formatNumber(value, isGated ? 2 : 3)}</data>
              </td>
            ))}
            <td class="number">{percentText(leaving)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Mark({ state }: { state: "open" | "saturated" | "shut" }) {
  if (state === "open") return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus.
    <span class={`walk-state walk-${state}`} tabIndex={0} data-definition={walkDefinitions[state]}>
      {state}
    </span>
  );
}
