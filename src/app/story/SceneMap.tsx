// The live map of a scene: the page's own, with its legend, how it came about, and the way to it in the lab.

import { formatCount, formatDuration } from "../../store/figure/format.ts";
import { Legend } from "../map/Legend.tsx";
import { MapView } from "../map/MapView.tsx";
import type { MapState } from "../map/mapState.ts";
import type { Page } from "../state/page.ts";
import type { RunStatus } from "../state/runStatus.ts";

/** Seconds; shorter ones would be shown as none. */
const BRIEF = 0.1;

export function SceneMap({ page, map }: { page: Page; map: MapState }) {
  const { value: status } = page.run.status;
  return (
    <section class="scene-map panel" aria-label="The map of this scene">
      <MapView map={map} />
      <Legend map={map} colours={map.colours} />
      <div class="scene-below">
        <p
          data-testid="progress"
          data-phase={status.phase}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus.
          tabIndex={0}
          data-definition="Nothing here is a stored picture: every network of the map was computed by this machine, now."
        >
          {statusText(status, page.spec.value.mode === "training")}
        </p>
        <button
          type="button"
          class="quiet"
          onClick={() => page.goTo("map")}
          data-definition="Leaves the story with exactly this sweep: change its axes, its task, its cell. Back brings the scene again. Key: Esc."
        >
          Open in the lab
        </button>
      </div>
    </section>
  );
}

function statusText({ phase, networks, done, secondsElapsed, message }: RunStatus, trains: boolean): string {
  const count = `${formatCount(networks)} networks ${trains ? "trained" : "computed"}`;
  switch (phase) {
    case "starting":
      return "Starting the engine…";
    case "failed":
      return `The map could not be computed: ${message}`;
    case "done":
      return `${count} in ${secondsElapsed < BRIEF ? "under 0.1 s" : formatDuration(secondsElapsed)}.`;
    default:
      return `${formatCount(done)} of ${count}…`;
  }
}
