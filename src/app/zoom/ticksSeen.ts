// The ticks of the map's axes, also while a hand moves it: they show what is looked at, before it is computed.

import type { ShownAxis } from "../../store/figure/shownAxis.ts";
import { type ShortTicks, shortTicks, ticksAlong, ticksOf } from "../../store/figure/ticks.ts";
import { valuesAt } from "../../sweep/window.ts";
import type { MapState } from "../map/mapState.ts";

/**
 * The ticks of an axis as it is seen now.
 * @param side which of the map's axes it is
 * @param most how many labels there is room for
 */
export function ticksSeen(map: MapState, side: "x" | "y", axis: ShownAxis, most: number): ShortTicks {
  const moving = map.zoom.isMoving.value ? map.zoom.axes.value[side] : null;
  if (moving === null) return shortTicks(ticksOf(axis, most));
  const ends = valuesAt(moving, map.zoom.camera.value[side]);
  const { scale, integer: isWhole } = moving;
  return shortTicks(ticksAlong({ ends, places: [0, 1], scale, isWhole }, most));
}
