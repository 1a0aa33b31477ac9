// Above the map: the sweep's name, and which metric the colours show.

import type { ComponentChildren } from "preact";
import { type MetricName, metrics } from "../../model/metrics/index.ts";
import { chooseMetric } from "../state/metricChoice.ts";
import type { MapState } from "./mapState.ts";

/** @param children what can be done with all of it, behind the choice of the metric */
export function MapHeader({ map, children }: { map: MapState; children?: ComponentChildren }) {
  const { page } = map;
  const spec = page.spec.value;
  const { definition, unit } = metrics[page.metric.value];
  return (
    <div class="map-header">
      <h2>{spec.name === "" ? "A sweep of your own" : spec.name}</h2>
      <label data-definition={`${definition} Unit: ${unit}.`}>
        Colour
        <select
          value={page.metric.value}
          data-definition={`${definition} Unit: ${unit}.`}
          onChange={(event) => chooseMetric(page, event.currentTarget.value)}
        >
          {spec.metrics.map((name: MetricName) => (
            <option key={name} value={name}>
              {metrics[name].label}
            </option>
          ))}
        </select>
      </label>
      {children}
    </div>
  );
}
