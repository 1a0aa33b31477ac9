// Over a panel of the map: the borders that were chosen, once what draws them is loaded.

import { useEffect } from "preact/hooks";
import type { Layout } from "../map/layout.ts";
import type { MapState } from "../map/mapState.ts";
import type { MapPanel } from "../map/panel.ts";
import { loadTheory, parts } from "./load.ts";

/** A panel and where its picture lies. */
export interface PanelPicture {
  readonly map: MapState;
  readonly panel: MapPanel;
  readonly layout: Layout;
}

export function TheoryOverlay(picture: PanelPicture) {
  const { map, panel, layout } = picture;
  const isOn = (map.page.view.value.theory ?? []).length > 0;
  useEffect(() => {
    if (isOn) loadTheory();
  }, [isOn]);
  const { value: loaded } = parts;
  // A difference is of two networks, each with borders of its own.
  if (!isOn || loaded === null || panel.isDifference || layout.plotWidth <= 0) return null;
  return <loaded.BorderLines {...picture} />;
}
