// Below the legend: the place where theory's borders are chosen, once what they are made of is loaded.

import { useEffect } from "preact/hooks";
import { theMapStands } from "../later/firstMap.ts";
import type { MapState } from "../map/mapState.ts";
import { loadTheory, parts } from "./load.ts";

export function TheoryBar({ map }: { map: MapState }) {
  useEffect(() => {
    // The first map comes first.
    void theMapStands.then(loadTheory);
  }, []);
  const { value: loaded } = parts;
  return loaded === null ? <div class="theory" /> : <loaded.TheoryChoices map={map} />;
}
