// The small map: all of where one began, and in it a frame around what the map shows. A click or a drag moves the map there.

import type { TargetedPointerEvent } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { type AxisRange, type Part, partOf, rangeOf, WHOLE, type ZoomAxis } from "../../sweep/window.ts";
import type { MapState } from "../map/mapState.ts";

/** A frame that would be too small to see is drawn this wide, in CSS pixels. */
const LEAST_FRAME = 7;
const SIZE = { width: 132, height: 82 };

export function MiniMap({ map }: { map: MapState }) {
  const { zoom } = map;
  const picture = useRef<HTMLDivElement>(null);
  const home = zoom.layers.home.value?.pictures[0]?.canvas ?? null;
  useLayoutEffect(() => {
    picture.current?.replaceChildren(...(home === null ? [] : [home]));
  }, [home]);
  const { x, y } = zoom.axes.value;
  const camera = zoom.camera.value;
  const across = frameOf(x, zoom.home.value.x, camera.x, SIZE.width);
  const up = frameOf(y, zoom.home.value.y, camera.y, SIZE.height);
  const goTo = (event: TargetedPointerEvent<HTMLDivElement>) => {
    if (event.type === "pointermove" && !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const box = event.currentTarget.getBoundingClientRect();
    zoom.centreAt(
      centred(x, zoom.home.value.x, (event.clientX - box.left) / box.width),
      centred(y, zoom.home.value.y, 1 - (event.clientY - box.top) / box.height),
    );
  };
  return (
    <div
      class="mini-map"
      style={{ width: `${SIZE.width}px`, height: `${SIZE.height}px` }}
      onPointerDown={goTo}
      onPointerMove={goTo}
      data-testid="mini-map"
      data-definition="All of the sweep where the axes began, and in it what the map shows. Click or drag to go elsewhere; by keys, Alt and the arrows move the map."
    >
      <div ref={picture} class="mini-picture" aria-hidden="true" />
      <svg
        width={SIZE.width}
        height={SIZE.height}
        role="img"
        aria-label="Where the map lies in the whole sweep"
      >
        <rect
          class="mini-halo"
          x={across[0]}
          y={SIZE.height - up[1]}
          width={across[1] - across[0]}
          height={up[1] - up[0]}
        />
        <rect
          class="mini-frame"
          x={across[0]}
          y={SIZE.height - up[1]}
          width={across[1] - across[0]}
          height={up[1] - up[0]}
        />
      </svg>
    </div>
  );
}

/** Where the frame lies along one side, in pixels. */
function frameOf(axis: ZoomAxis | null, home: AxisRange | null, camera: Part, size: number): Part {
  if (axis === null || home === null) return [0, size];
  const whole = { ...axis, ...home };
  const [start, end] = partOf(whole, rangeSeen(axis, camera));
  const clip = (place: number) => Math.min(size, Math.max(0, place * size));
  const [from, to] = [clip(start), clip(end)];
  const missing = Math.max(0, LEAST_FRAME - (to - from)) / 2;
  const first = Math.min(size - LEAST_FRAME, Math.max(0, from - missing));
  return missing > 0 ? [first, first + LEAST_FRAME] : [from, to];
}

function rangeSeen(axis: ZoomAxis, camera: Part): AxisRange {
  return camera === WHOLE ? axis : rangeOf(axis, camera);
}

/** Which place, as a fraction of the present picture, lies at a fraction of the small one. */
function centred(axis: ZoomAxis | null, home: AxisRange | null, at: number): number | null {
  if (axis === null || home === null) return null;
  const [start, end] = partOf(axis, home);
  return start + Math.min(1, Math.max(0, at)) * (end - start);
}
