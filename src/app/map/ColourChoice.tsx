// Beside the legend: which colour map, or for outcomes whether they have patterns as well.

import { colourMaps, mapFor, mapsOf } from "../../store/figure/colourMaps.ts";
import { familyOf } from "../../store/figure/colours.ts";
import type { Coloured } from "./coloured.ts";
import type { MapState } from "./mapState.ts";

const MAP_DEFINITION =
  "The colour map. Every one of them is perceptual: equal steps of the metric look equally large, and its order is kept by lightness under every kind of colour vision.";
const PATTERN_DEFINITION =
  "A pattern for each outcome beside its colour, so that the map can be read in print and without telling colours apart.";

export function ColourChoice({ map, colours }: { map: MapState; colours: Coloured }) {
  const { page } = map;
  const { scale: kind } = colours.quantity.value;
  const view = page.view.value;
  if (kind === "outcome") {
    return (
      <label class="colour-choice" data-definition={PATTERN_DEFINITION}>
        <input
          type="checkbox"
          checked={view.patterns === true}
          onChange={(event) => page.changeView({ patterns: event.currentTarget.checked || undefined })}
        />
        Patterns
      </label>
    );
  }
  const family = familyOf(kind);
  if (family === null) return null;
  const usual = mapsOf(family)[0];
  return (
    <label class="colour-choice" data-definition={MAP_DEFINITION}>
      Colours
      <select
        value={mapFor(family, view.colours)}
        data-definition={MAP_DEFINITION}
        onChange={(event) => {
          const chosen = mapsOf(family).find((name) => name === event.currentTarget.value);
          page.changeView({ colours: chosen === usual ? undefined : chosen });
        }}
      >
        {mapsOf(family).map((name) => (
          <option key={name} value={name}>
            {colourMaps[name].label}
          </option>
        ))}
      </select>
    </label>
  );
}
