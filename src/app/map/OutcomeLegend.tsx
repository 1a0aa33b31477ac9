// The legend of the outcomes: a colour and a name each, its definition one hover away, and its share of the map.

import { type OutcomeName, outcomes } from "../../model/training/outcome.ts";
import { formatCount, formatShare } from "../../store/figure/format.ts";
import { outcomeColours } from "../../store/figure/outcomeColours.ts";
import { inkColour, inkedUnits, PATTERN_SIDE } from "../../store/figure/patterns.ts";
import type { Coloured } from "./coloured.ts";

const SWATCH = 14;

/** In the order of their numbers, the undecided last. */
const names = (Object.keys(outcomes) as OutcomeName[]).sort(
  (a, b) => Number(a === "running") - Number(b === "running") || outcomes[a].value - outcomes[b].value,
);

/** @param noun what is counted: points, or pixels where several points share one */
export function OutcomeLegend({ colours, noun }: { colours: Coloured; noun: string }) {
  const tally = colours.tally.value;
  const total = [...tally.values()].reduce((sum, count) => sum + count, 0);
  const of = (name: OutcomeName) => tally.get(outcomes[name].value) ?? 0;
  return (
    <div class="outcomes">
      <div class="outcome-bar" aria-hidden="true">
        {names.map((name) =>
          of(name) === 0 ? null : (
            <span key={name} style={{ flexGrow: of(name), background: outcomeColours[name] }} />
          ),
        )}
      </div>
      <ul data-testid="outcomes">
        {names.map((name) => {
          const { label, definition } = outcomes[name];
          const count = of(name);
          return (
            <li key={name}>
              <svg width={SWATCH} height={SWATCH} aria-hidden="true">
                <rect class="swatch" width={SWATCH} height={SWATCH} fill={outcomeColours[name]} />
                {colours.scale.value.isPatterned ? <Ink outcome={name} /> : null}
              </svg>
              <span
                // biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus.
                tabIndex={0}
                class="term"
                data-definition={`${definition} ${formatCount(count)} of the ${formatCount(total)} ${noun} shown.`}
              >
                {label}
              </span>
              <data value={String(count)} data-outcome={name}>
                {total === 0 ? "–" : formatShare(count / total)}
              </data>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** An outcome's pattern over its swatch. */
function Ink({ outcome }: { outcome: OutcomeName }) {
  const side = SWATCH / PATTERN_SIDE;
  const ink = inkColour(outcomeColours[outcome]);
  return (
    <>
      {inkedUnits(outcome).map(({ x, y }) => (
        <rect key={`${x} ${y}`} x={x * side} y={y * side} width={side} height={side} fill={ink} />
      ))}
    </>
  );
}
