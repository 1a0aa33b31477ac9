// A slider along one axis of the sweep: it opens the network there, so that map, picture and address go along.

import { useId } from "preact/hooks";
import { positionText } from "../../../store/figure/shownAxis.ts";
import type { MapState } from "../../map/mapState.ts";

/** @param axis which dimension of the sweep */
export function AxisSlider({ map, axis, label }: { map: MapState; axis: number; label: string }) {
  const id = useId();
  const shown = map.axes.value[axis];
  const { value: point } = map.page.point;
  if (shown === undefined || point === null) return null;
  const text = positionText(shown, point[axis]);
  return (
    <p class="scene-slider">
      <label for={id} data-definition={shown.description}>
        {label}
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={shown.all.length - 1}
        value={point[axis]}
        aria-valuetext={`${text} ${shown.unit}`.trim()}
        onInput={(event) =>
          map.page.changeView({ point: point.with(axis, Number(event.currentTarget.value)) })
        }
      />
      <output for={id}>{text}</output>
    </p>
  );
}
