// What becomes of the replicates of a point: each for itself, or one number for all of them, and which.

import { type OutcomeName, outcomes } from "../../../model/training/outcome.ts";
import { DEFAULT_QUANTILE } from "../../../store/figure/reduction.ts";
import { finalOutcomes, type ReductionName } from "../../../sweep/view.ts";
import type { MapState } from "../mapState.ts";

const REPLICATES =
  "Each replicate is an independent draw of the initial weights; all of a point’s can be reduced to one number.";

export function ReplicateChoice({ map }: { map: MapState }) {
  const { page } = map;
  const { value: view } = page.view;
  // Not the quantity’s own scale: a fraction of outcomes is a size already.
  const isOutcome = page.metric.value === "outcome";
  const names: readonly ReductionName[] = isOutcome ? ["fraction"] : ["mean", "median", "quantile"];
  const texts: Record<ReductionName, string> = {
    mean: "mean",
    median: "median",
    quantile: "quantile",
    fraction: "fraction of an outcome",
  };
  const choose = (reduce: string) =>
    page.changeView({
      reduce: names.find((name) => name === reduce),
      quantile: undefined,
      fraction: undefined,
      // Another number has other limits, and the panels may be others.
      limits: undefined,
      difference: undefined,
      differenceLimits: undefined,
    });
  return (
    <span class="compare-replicates">
      <label data-definition={REPLICATES}>
        Replicates
        <select
          value={view.reduce ?? ""}
          data-definition={REPLICATES}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          <option value="">each</option>
          {names.map((name) => (
            <option key={name} value={name}>
              {texts[name]}
            </option>
          ))}
        </select>
      </label>
      {view.reduce === "quantile" ? (
        <label data-definition="Which part of the replicates lies below: 0 is the lowest, 0.5 the median, 1 the highest. No unit.">
          q
          <input
            type="number"
            class="quantile"
            min={0}
            max={1}
            step={0.05}
            value={view.quantile ?? DEFAULT_QUANTILE}
            onChange={(event) => {
              const q = event.currentTarget.valueAsNumber;
              if (q >= 0 && q <= 1) page.changeView({ quantile: q, limits: undefined });
              else event.currentTarget.value = String(view.quantile ?? DEFAULT_QUANTILE);
            }}
          />
        </label>
      ) : null}
      {view.reduce === "fraction" ? (
        <select
          aria-label="Outcome to be counted"
          value={view.fraction ?? "converged"}
          onChange={(event) => page.changeView({ fraction: event.currentTarget.value as OutcomeName })}
        >
          {finalOutcomes.map((name) => (
            <option key={name} value={name}>
              {outcomes[name].label}
            </option>
          ))}
        </select>
      ) : null}
    </span>
  );
}
