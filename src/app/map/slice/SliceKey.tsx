// The key of the slice plots: each curve's line and marker, its name, and its value at the cursor; then the theories.

import { isNamed } from "../../../store/figure/colours.ts";
import type { MapState } from "../mapState.ts";
import { countText } from "../readText.ts";
import type { Anchor } from "./anchor.ts";
import { curveStyle } from "./curveStyle.ts";
import type { ShownTheory } from "./theoryCurves.ts";

export function SliceKey({
  map,
  anchor,
  theories,
}: {
  map: MapState;
  anchor: Anchor;
  theories: readonly ShownTheory[];
}) {
  const quantity = map.quantity.value;
  const { value: panels } = map.panels;
  return (
    <ul class="slice-key" data-testid="slice-key">
      {panels.map(({ place }, n) => {
        const shown = map.valueAt({ x: anchor.x, y: anchor.y, panel: n });
        const read = shown === null ? null : quantity.text(shown.value);
        const { name, dashes, marker } = curveStyle(n);
        return (
          <li key={place.title}>
            <svg class={name} width={34} height={14} aria-hidden="true">
              <path class="slice-line" d="M1 7H33" stroke-dasharray={dashes} />
              <path class={`slice-marker ${name}`} d={marker} transform="translate(17 7)" />
            </svg>
            <span>{place.title === "" ? quantity.label : place.title}</span>
            {read === null || shown === null ? (
              <span class="slice-value">not yet</span>
            ) : (
              <span class="slice-value">
                <data
                  value={String(shown.value)}
                  // biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus.
                  tabIndex={0}
                  data-definition={`${quantity.label} at the cursor. ${quantity.definition}`}
                >
                  {read.text}
                </data>{" "}
                {read.unit}
                {countText(shown)}
              </span>
            )}
          </li>
        );
      })}
      {theories.map(({ theory, panels: holding }) => (
        <li key={theory.label} data-testid="theory">
          <svg width={34} height={14} aria-hidden="true">
            <path class="slice-theory" d="M1 7H33" />
          </svg>
          <span
            // biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus.
            tabIndex={0}
            class="term"
            data-definition={`${theory.formula} ${theory.source}`}
          >
            Theory, {theory.label}
            {panels.length > 1 && holding.length < panels.length ? ` (${holding.join(", ")})` : ""}
          </span>
        </li>
      ))}
      {isNamed(quantity.scale) ? null : <OffTheScale />}
    </ul>
  );
}

/** What the bars at the edges are. */
function OffTheScale() {
  return (
    <li class="slice-note">
      <svg width={34} height={14} aria-hidden="true">
        <path class="slice-edge slice-lowest" d="M3 10H31" />
      </svg>
      <span
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus.
        tabIndex={0}
        class="term"
        data-definition="A bar at the lower edge in a curve’s own colour: −∞ there (or zero, on a logarithmic scale); at the upper edge: +∞; a grey one at the lower edge: not a number. A gap without a bar is not computed yet."
      >
        off the scale
      </span>
    </li>
  );
}
