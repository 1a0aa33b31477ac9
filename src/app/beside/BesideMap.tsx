// The map of the other sweep: its name, how far it is, and its own legend where it cannot share that of the page's map.

import { formatCount } from "../../store/figure/format.ts";
import { isolated } from "../isolated.ts";
import { Legend } from "../map/Legend.tsx";
import { MapView } from "../map/MapView.tsx";
import type { MapState } from "../map/mapState.ts";
import type { RunStatus } from "../state/runStatus.ts";
import { besideOf } from "./besideState.ts";

const PROGRESS =
  "The other sweep is computed once the page’s own is done, and pauses while that is on its way, so that neither slows the other down.";

export function BesideMap({ map }: { map: MapState }) {
  const beside = besideOf(map);
  const { page, isShared } = beside;
  const { name } = page.spec.value;
  return (
    <section class="beside-other" aria-label="The other sweep">
      <p class="beside-caption">
        <b>{name === "" ? "Another sweep" : isolated(name)}</b>{" "}
        <span
          data-testid="beside-progress"
          data-phase={page.run.status.value.phase}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus.
          tabIndex={0}
          data-definition={PROGRESS}
        >
          {statusText(page.run.status.value)}
        </span>
      </p>
      <MapView map={beside.map} isBeside />
      {isShared.value ? null : (
        <>
          <p class="beside-caption">This sweep has no such metric; the map shows another one of its own.</p>
          <Legend map={beside.map} colours={beside.map.colours} />
        </>
      )}
    </section>
  );
}

function statusText({ phase, networks, done, message }: RunStatus): string {
  switch (phase) {
    case "starting":
      return "waits for its turn…";
    case "failed":
      return `could not be computed: ${message}`;
    case "done":
      return `${formatCount(networks)} networks`;
    case "paused":
      return `${formatCount(done)} of ${formatCount(networks)} networks, paused`;
    case "cancelled":
      return `${formatCount(done)} of ${formatCount(networks)} networks, cancelled`;
    default:
      return `${formatCount(done)} of ${formatCount(networks)} networks…`;
  }
}
