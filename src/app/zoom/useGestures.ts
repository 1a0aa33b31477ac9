// Puts the gestures on a panel of the map for as long as it is on the page.

import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { MapState } from "../map/mapState.ts";
import { Gestures } from "./gestures.ts";

/**
 * The gestures on a panel, once it is there.
 * @param index which of the panels
 * @param frame takes the pointers
 * @param plot where the picture lies in it
 */
export function useGestures(
  map: MapState,
  index: number,
  frame: RefObject<HTMLElement | null>,
  plot: RefObject<HTMLElement | null>,
): RefObject<Gestures | null> {
  const gestures = useRef<Gestures>(null);
  useEffect(() => {
    if (frame.current === null || plot.current === null) return;
    gestures.current = new Gestures(map, index, frame.current, plot.current);
    return gestures.current.listen();
  }, [map, index, frame, plot]);
  return gestures;
}
