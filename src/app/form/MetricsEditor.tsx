// Which metrics of the mode are measured at every point: one box each, with its definition.

import { type MetricName, metrics } from "../../model/metrics/index.ts";
import type { SpecDraft } from "../state/draft.ts";
import { MistakeList } from "./FieldRow.tsx";
import { metricsIn } from "./mode.ts";
import { valueAt, withValue } from "./value.ts";

export function MetricsEditor({ draft }: { draft: SpecDraft }) {
  const raw = draft.raw.value;
  const given = valueAt(raw, "metrics");
  const chosen: unknown[] = Array.isArray(given) ? given : [];
  const names = metricsIn(raw) as MetricName[];
  const toggle = (name: MetricName, on: boolean) => {
    const next = on ? [...chosen, name] : chosen.filter((other) => other !== name);
    draft.edit(withValue(raw, "metrics", next));
  };
  const wrong = draft.mistakes.value.filter((m) => m.path === "metrics" || m.path.startsWith("metrics."));
  return (
    <fieldset class="metrics">
      <legend class="visually-hidden">Metrics</legend>
      {names.map((name) => (
        <label
          key={name}
          data-definition={`${metrics[name].definition} Unit: ${metrics[name].unit}. ${name}`}
        >
          <input
            type="checkbox"
            checked={chosen.includes(name)}
            onChange={(event) => toggle(name, event.currentTarget.checked)}
          />
          {metrics[name].label}
        </label>
      ))}
      <MistakeList mistakes={wrong} path="metrics" />
    </fieldset>
  );
}
