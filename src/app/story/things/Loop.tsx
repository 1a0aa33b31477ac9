// Scene 1: the loop with two days' values flowing through it, and what the unit holds on each of them.

import { useMemo } from "preact/hooks";
import { formatNumber } from "../../../store/figure/format.ts";
import type { SweepSpec } from "../../../sweep/spec.ts";
import { NETWORK_HEIGHT } from "../../inspector/drawing.ts";
import { LoopPicture } from "../../inspector/LoopPicture.tsx";
import { daysOf } from "../dayByDay.ts";
import { AxisSlider } from "./AxisSlider.tsx";
import type { ThingParts } from "./index.ts";

/** The case that is shown: high yesterday, medium today. */
const CASE = 2;
const WIDTH = 130;
/** The radius of a value of 1 in the picture, and the largest that still fits. */
const DOT = 6;
const LARGEST_DOT = 9;
const LOOP_DEFINITION =
  "The state of the unit comes back through this loop on the next day, multiplied by the feedback weight.";

export function Loop({ page, map }: ThingParts) {
  const { value: inspected } = page.inspected;
  if (inspected === null) return null;
  return (
    <>
      <AxisSlider map={map} axis={0} label="Feedback weight" />
      <TwoDays spec={inspected.spec} outputs={inspected.inspection?.outputs ?? null} />
    </>
  );
}

function TwoDays({ spec, outputs }: { spec: SweepSpec; outputs: readonly (readonly number[])[] | null }) {
  const days = useMemo(() => daysOf(spec, CASE), [spec]);
  const weight =
    "kind" in spec.init || spec.init.recurrent.kind !== "constant" ? null : spec.init.recurrent.value;
  const prediction = outputs?.[CASE]?.[0];
  const [yesterday, today] = days;
  const loop = Math.min(LARGEST_DOT, DOT * Math.abs(today?.fromLoop ?? 0));
  const label = weight === null ? "the feedback weight" : formatNumber(weight, 3);
  return (
    <div class="scene-loop">
      <svg
        class="network scene-loop-picture"
        viewBox={`0 0 ${WIDTH} ${NETWORK_HEIGHT}`}
        role="img"
        aria-label={`One unit whose state comes back to it on the next day, times ${label}.`}
      >
        <LoopPicture
          symbol="ReLU"
          state={LOOP_DEFINITION}
          weight={weight === null ? "W_hh" : `w = ${formatNumber(weight, 3)}`}
        />
        <g>
          <circle class="flow flow-yesterday" r={DOT} />
          <circle class={`flow flow-loop ${(today?.fromLoop ?? 0) < 0 ? "flow-negative" : ""}`} r={loop} />
          <circle class="flow flow-today" r={DOT * 0.7} />
          <circle class="flow flow-out" r={DOT * 0.9} />
        </g>
      </svg>
      <table class="numbers">
        <caption>High yesterday, medium today</caption>
        <thead>
          <tr>
            <td />
            <th scope="col" class="number">
              yesterday
            </th>
            <th scope="col" class="number">
              today
            </th>
          </tr>
        </thead>
        <tbody>
          <Row name="price x" values={[yesterday.price, today?.price]} />
          <Row name="from the loop" values={[yesterday.fromLoop, today?.fromLoop]} />
          <Row name="state h" values={[yesterday.state, today?.state]} />
          <Row name="predicted for tomorrow" values={[undefined, prediction]} />
          <Row name="what really comes" values={[undefined, 1]} />
        </tbody>
      </table>
    </div>
  );
}

function Row({ name, values }: { name: string; values: readonly (number | undefined)[] }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {values.map((value, i) => (
        <td key={i === 0 ? "yesterday" : "today"} class="number">
          {value === undefined ? "" : formatNumber(value, 3)}
        </td>
      ))}
    </tr>
  );
}
