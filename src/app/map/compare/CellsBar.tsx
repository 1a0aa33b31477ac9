// What a pixel is where a sweep has more points than the map has pixels, and the choice of how they become one number.

import { metrics } from "../../../model/metrics/index.ts";
import { mergings } from "../../../sweep/view.ts";
import { mergingDefinition, mergingNames, pointsText } from "../field/mergedQuantity.ts";
import type { MapState } from "../mapState.ts";

export function CellsBar({ map }: { map: MapState }) {
  if (!map.isMerged.value) return null;
  const { page } = map;
  const { value: metric } = page.metric;
  const { value: merging } = map.merging;
  const kind = metrics[metric].scale === "outcome" ? "outcome" : "size";
  const definition = mergingDefinition(metric, merging, map.axes.value);
  return (
    <div class="compare" data-testid="cells">
      <label data-definition={definition}>
        Each pixel is the
        <select
          value={merging}
          data-definition={definition}
          onChange={(event) => {
            const chosen = mergings.find((name) => name === event.currentTarget.value);
            // Maxima lie elsewhere than means do.
            page.changeView({ cells: chosen, limits: undefined, differenceLimits: undefined });
          }}
        >
          {mergings.map((name) => (
            <option key={name} value={name}>
              {mergingNames[name][kind]}
            </option>
          ))}
        </select>
        of {pointsText(map.axes.value)}
      </label>
    </div>
  );
}
