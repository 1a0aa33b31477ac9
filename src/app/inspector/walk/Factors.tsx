// The numbers of one step: the factor, the two that it is the product of, and how much of the gradient has come this far.

import type { Walk } from "../../../model/walk/walk.ts";
import type { WalkStep } from "../../../model/walk/walkStep.ts";
import { formatNumber } from "../../../store/figure/format.ts";
import { sizeText } from "../sentence.ts";
import { walkDefinitions } from "./words.ts";

export function Factors({ walk, step }: { walk: Walk; step: WalkStep }) {
  const numbers = [
    { name: "factor", log: step.logFactor, sign: "", definition: walkDefinitions.factor },
    { name: "units", log: step.logThroughUnits, sign: "=", definition: walkDefinitions.units },
    { name: "weights", log: step.logThroughWeights, sign: "×", definition: walkDefinitions.weights },
    {
      name: "left so far",
      log: step.logTo - walk.logNorm[walk.unroll],
      sign: "",
      definition: walkDefinitions.left,
    },
  ];
  return (
    <dl class="walk-factors">
      {numbers.map(({ name, log, sign, definition }) => (
        <div key={name}>
          <dt>
            {sign === "" ? null : <span class="walk-sign">{sign}</span>}
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus. */}
            <span class="term" tabIndex={0} data-definition={definition}>
              {name}
            </span>
          </dt>
          <dd>
            <data value={String(log)} data-walk={name} title={`log10 ${formatNumber(log)}`}>
              {Number.isNaN(log) ? "–" : `${sizeText(log)}×`}
            </data>
          </dd>
        </div>
      ))}
    </dl>
  );
}
