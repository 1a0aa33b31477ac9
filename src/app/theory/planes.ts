// The networks under the map's panels, as theory asks for them.

import { type BorderPlane, borderPlane } from "../../store/figure/borders/borderPlane.ts";
import type { MapState } from "../map/mapState.ts";
import type { MapPanel } from "../map/panel.ts";

/** The networks under a panel, or null where its axes are of names. */
export function planeUnder(map: MapState, panel: MapPanel): BorderPlane | null {
  const { x, y, isReduced } = map.page.arrangement.value;
  const place = { x, y, isReduced, position: map.positionOf(panel) };
  return borderPlane(map.page.spec.value, map.axes.value, place);
}

/** What the networks under a panel depend on beside the sweep: equal keys, equal planes. */
export function planeKey(map: MapState, panel: MapPanel): string {
  const { x, y, isReduced, factors } = map.page.arrangement.value;
  return [x, y, isReduced, factors, map.positionOf(panel)].join(" ");
}
