// The map: one panel, or several side by side, and what is said of the cell under the keyboard's cursor.

import { useRef } from "preact/hooks";
import { useWidth } from "../useWidth.ts";
import { MapPanelView } from "./MapPanelView.tsx";
import type { MapState } from "./mapState.ts";
import { readoutText } from "./Readout.tsx";
import { columnsOf, edgesOf, GAP, LABELS, WORDY_LABELS } from "./trellis.ts";

/** @param isBeside whether it stands beside the page's own map, which says for both how they are used */
export function MapView({ map, isBeside = false }: { map: MapState; isBeside?: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const { value: cursor } = map.cursor;
  const { value: panels } = map.allPanels;
  const { y, panels: dimensions, shape } = map.page.arrangement.value;
  // Names of choices take more room than numbers.
  const isWordy = y >= 0 && map.axes.value[y].values.some((value) => typeof value === "string");
  const isStrip = map.rows.value === 1;
  const several = panels.length > 1;
  const labels = isWordy || (isStrip && several) ? WORDY_LABELS : LABELS;
  const across =
    dimensions.length > 1 && !map.difference.value ? shape[dimensions[dimensions.length - 1]] : 0;
  // Strips lie above one another, where they are compared best.
  const columns = isStrip ? 1 : columnsOf(panels.length, across, width, labels);
  const classes = [
    "map-box",
    isStrip ? "map-strip" : "",
    several ? "map-panels" : "",
    several && isStrip ? "map-strips" : "",
  ];
  const style = {
    "--columns": columns,
    "--panel-rows": Math.ceil(panels.length / columns),
    "--labels": `${labels}px`,
    "--gap": `${GAP}px`,
  };
  return (
    <div ref={box} class={classes.filter((name) => name !== "").join(" ")} style={style}>
      {panels.map((panel, index) => (
        <MapPanelView
          key={panel.place.title}
          map={map}
          panel={panel}
          index={index}
          edges={{ ...edgesOf(index, panels.length, columns), labels }}
        />
      ))}
      {isBeside ? null : (
        <>
          <p id="map-keys" class="visually-hidden">
            Arrow keys move the cursor, with Shift ten cells at a time; Enter opens the network there.
          </p>
          <p class="visually-hidden" role="status" data-testid="map-live">
            {cursor?.by === "keyboard" ? readoutText(map, cursor) : ""}
          </p>
        </>
      )}
    </div>
  );
}
