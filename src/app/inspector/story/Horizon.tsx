// How long this run can be trusted to be the run: where float32 and float64, which both are right, part.

import { HORIZON_TOLERANCE } from "../../../model/training/horizon.ts";
import { formatCount, formatShare } from "../../../store/figure/format.ts";
import type { TrainingInspection } from "../../../sweep/trainingInspection.ts";

const DEFINITION = `The same run, from the same weights, in two precisions: at the first step where their losses differ by more than ${formatShare(HORIZON_TOLERANCE)} of the larger, they have parted. From there on training is chaotic: a map in float32 shows one possible outcome, and its texture is what is real, not the single point.`;

export function Horizon({ training }: { training: TrainingInspection }) {
  const { horizon, gradientNorm } = training;
  if (horizon === undefined) return null;
  return (
    <p class="aside" data-testid="horizon" data-horizon={String(horizon)}>
      float32 and float64{" "}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus. */}
      <span class="term" tabIndex={0} data-definition={DEFINITION}>
        {horizon === null
          ? "agree to the end"
          : `part at step ${formatCount(horizon)} of ${formatCount(gradientNorm.length)}`}
      </span>{" "}
      (tolerance {formatShare(HORIZON_TOLERANCE)}).
    </p>
  );
}
