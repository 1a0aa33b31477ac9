// Beside the colours: what stands apart from them, what is not computed yet, and the way back to automatic limits.

import { isNamed } from "../../store/figure/colours.ts";
import type { Coloured } from "./coloured.ts";

export function ApartList({ colours }: { colours: Coloured }) {
  const { apart, scale } = colours.quantity.value;
  return (
    <ul class="legend-apart">
      {apart.map(({ colour, label, definition }) => (
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
      {isNamed(scale) ? null : (
        <li class="legend-reset">
          <button
            type="button"
            class="quiet"
            disabled={colours.given.value === undefined}
            onClick={() => colours.change(undefined)}
            data-definition="Ends the colours where nearly all values lie; the same as a double-click on them."
          >
            Automatic limits
          </button>
        </li>
      )}
    </ul>
  );
}
