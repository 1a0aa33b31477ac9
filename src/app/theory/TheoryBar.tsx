// Below the legend: the place where theory's borders are chosen, once what they are made of is loaded.

import { useEffect } from "preact/hooks";
import type { MapState } from "../map/mapState.ts";
import { loadTheory, parts } from "./load.ts";

/** The first map comes first. */
const WAIT_MS = 400;

export function TheoryBar({ map }: { map: MapState }) {
  useEffect(() => {
    const timer = setTimeout(loadTheory, WAIT_MS);
    return () => clearTimeout(timer);
  }, []);
  const { value: loaded } = parts;
  return loaded === null ? <div class="theory" /> : <loaded.TheoryChoices map={map} />;
}
