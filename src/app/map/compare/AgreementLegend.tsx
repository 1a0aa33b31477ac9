// The legend of two panels of outcomes: who converged where, with its share of the map, and the pairs that stand behind it.

import { outcomes } from "../../../model/training/outcome.ts";
import {
  type Agreement,
  agreementColours,
  agreementOfPair,
  agreementTexts,
} from "../../../store/figure/agreement.ts";
import { formatCount, formatShare } from "../../../store/figure/format.ts";
import { outcomesOf } from "../../../store/figure/pairs.ts";
import type { MapState } from "../mapState.ts";

export function AgreementLegend({ map }: { map: MapState }) {
  const tally = map.differenceColours.tally.value;
  const [a, b] = (map.page.difference.value ?? [0, 0]).map((i) => map.panels.value[i]?.place.title ?? "");
  const entries = [...tally].toSorted(([, one], [, other]) => other - one);
  const total = entries.reduce((sum, [, count]) => sum + count, 0);
  return (
    <div class="outcomes">
      <ul data-testid="agreements">
        {(Object.keys(agreementTexts) as Agreement[]).map((name) => {
          const { label, definition } = agreementTexts[name](a, b);
          const pairs = entries.filter(([pair]) => agreementOfPair(pair) === name);
          const count = pairs.reduce((sum, [, n]) => sum + n, 0);
          const told = pairs.map(([pair, n]) => `${pairText(pair)}: ${formatCount(n)}`).join("; ");
          return (
            <li key={name}>
              <svg width={14} height={14} aria-hidden="true">
                <rect class="swatch" width={14} height={14} fill={agreementColours[name]} />
              </svg>
              <span
                // biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus.
                tabIndex={0}
                class="term"
                data-definition={`${definition} ${formatCount(count)} of the ${formatCount(total)} points shown${told === "" ? "." : ` (A, B): ${told}.`}`}
              >
                {label}
              </span>
              <data value={String(count)} data-agreement={name}>
                {total === 0 ? "–" : formatShare(count / total)}
              </data>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function pairText(pair: number): string {
  const [a, b] = outcomesOf(pair).map(
    (value) => Object.values(outcomes).find((entry) => entry.value === value)?.label ?? "unknown",
  );
  return `${a}, ${b}`;
}
