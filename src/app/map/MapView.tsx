// The map: one panel, or several side by side, and what is said of the cell under the keyboard's cursor.

import { MapPanelView } from "./MapPanelView.tsx";
import type { MapState } from "./mapState.ts";
import { readoutText } from "./Readout.tsx";

export function MapView({ map }: { map: MapState }) {
  const { value: cursor } = map.cursor;
  const { value: panels } = map.panels;
  // Names of choices take more room than numbers.
  const wordy = map.axes.value.length > 2 && map.axes.value[1].values.some((v) => typeof v === "string");
  const classes = [
    "map-box",
    map.rows.value === 1 ? "map-strip" : "",
    wordy ? "map-wordy" : "",
    panels.length > 1 ? "map-panels" : "",
  ];
  return (
    <div class={classes.filter((name) => name !== "").join(" ")}>
      {panels.map((panel, index) => (
        <MapPanelView key={panel.place.title} map={map} panel={panel} index={index} />
      ))}
      <p id="map-keys" class="visually-hidden">
        Arrow keys move the cursor, with Shift ten cells at a time; Enter opens the network there.
      </p>
      <p class="visually-hidden" role="status" data-testid="map-live">
        {cursor?.by === "keyboard" ? readoutText(map, cursor) : ""}
      </p>
    </div>
  );
}
