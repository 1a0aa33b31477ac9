// The outcome of one run, in the colour it has on the map.

import { outcomes } from "../../../model/training/outcome.ts";
import { outcomeColours } from "../../../store/figure/outcomeColours.ts";
import type { TrainingInspection } from "../../../sweep/trainingInspection.ts";

export function OutcomeBadge({ training }: { training: TrainingInspection }) {
  const { label, definition } = outcomes[training.outcomeName];
  return (
    <p
      class="outcome-badge"
      data-testid="outcome"
      data-outcome={training.outcomeName}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus.
      tabIndex={0}
      data-definition={definition}
    >
      <svg width={14} height={14} aria-hidden="true">
        <rect class="swatch" width={14} height={14} rx={3} fill={outcomeColours[training.outcomeName]} />
      </svg>
      {label}
    </p>
  );
}
