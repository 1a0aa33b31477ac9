// Beside the colours: what stands apart from them, what is not computed yet, and the way back to automatic limits.

import { apartOf } from "./apart.ts";
import type { MapState } from "./mapState.ts";

export function ApartList({ map }: { map: MapState }) {
  const { page } = map;
  const hasLimits = map.metric.value.scale !== "outcome";
  return (
    <ul class="legend-apart">
      {apartOf(page.metric.value).map(({ colour, label, definition }) => (
        <li key={label}>
          <svg width={12} height={12} aria-hidden="true">
            <rect class="swatch" width={12} height={12} fill={colour} />
          </svg>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus. */}
          <span tabIndex={0} data-definition={definition}>
            {label}
          </span>
        </li>
      ))}
      <li>
        <span class="swatch-waiting" aria-hidden="true" />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus. */}
        <span tabIndex={0} data-definition="No network here has been computed yet.">
          not yet
        </span>
      </li>
      {hasLimits ? (
        <li class="legend-reset">
          <button
            type="button"
            class="quiet"
            disabled={page.view.value.limits === undefined}
            onClick={() => page.changeView({ limits: undefined })}
            data-definition="Ends the colours where nearly all values lie; the same as a double-click on them."
          >
            Automatic limits
          </button>
        </li>
      ) : null}
    </ul>
  );
}
