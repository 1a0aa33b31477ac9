// The buttons at the map's corner, for those who have neither a wheel nor a keyboard at hand; and how a wheel zooms, for those
// who have just tried. What says where one is comes only once one has gone somewhere.

import { effect, signal } from "@preact/signals";
import type { FunctionComponent } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import type { MapState } from "../map/mapState.ts";

/** One press of a button zooms by this. */
const FACTOR = 2;
const MIDDLE = { x: 0.5, y: 0.5 };

const HOW =
  "Also: the wheel (with Ctrl, or once the map has the focus), a pinch, a double-click, the keys + and −.";

export function ZoomControls({ map }: { map: MapState }) {
  const { zoom } = map;
  const Trail = useTrail(map);
  if (!zoom.canZoom.value) return null;
  const { value: depth } = zoom.depth;
  return (
    <div class="zoom-row">
      <fieldset class="zoom-controls" aria-label="Zoom">
        <button
          type="button"
          class="quiet"
          aria-label="Zoom in"
          aria-disabled={depth !== null}
          data-definition={
            depth === null
              ? `Shows a smaller part of the axes, in as many points: twice as large. ${HOW}`
              : DEEPEST[depth]
          }
          onClick={() => zoom.glideBy(FACTOR, MIDDLE)}
        >
          +
        </button>
        <button
          type="button"
          class="quiet"
          aria-label="Zoom out"
          data-definition={`Shows a larger part of the axes, also beyond where they began. ${HOW}`}
          onClick={() => zoom.glideBy(1 / FACTOR, MIDDLE)}
        >
          −
        </button>
        <button
          type="button"
          class="quiet"
          aria-label="Back to the whole sweep"
          aria-disabled={!zoom.isZoomed.value}
          data-definition="Back to where the axes began. Also: the key 0."
          onClick={() => zoom.goHome()}
        >
          ⌂
        </button>
        <button
          type="button"
          class="quiet"
          aria-label="Select a box"
          aria-pressed={zoom.isBoxTool.value}
          data-definition="While this is pressed in, dragging over the map selects what it is to show. Also: drag with Shift."
          onClick={() => {
            zoom.isBoxTool.value = !zoom.isBoxTool.value;
          }}
        >
          <svg width={13} height={13} viewBox="0 0 13 13" aria-hidden="true">
            <rect x={1} y={1} width={11} height={11} stroke-dasharray="3 2" />
          </svg>
        </button>
        {zoom.isHinting.value ? (
          <p class="zoom-hint">Ctrl + wheel zooms, or click the map first. Drag to move it.</p>
        ) : null}
      </fieldset>
      {Trail === null ? null : <Trail map={map} />}
    </div>
  );
}

/** Why a button does nothing any more. */
const DEEPEST = {
  "whole numbers": "There are only two whole numbers left on this axis: it cannot be zoomed any further.",
  float64: "Neighbouring points differ by the last digits of float64 alone: it goes no deeper.",
};

/** The way back, fetched once it is needed. */
function useTrail(map: MapState): FunctionComponent<{ map: MapState }> | null {
  const trail = useMemo(
    () => signal<{ readonly show: FunctionComponent<{ map: MapState }> } | null>(null),
    [],
  );
  useEffect(
    () =>
      effect(() => {
        if (!map.zoom.isZoomed.value || trail.peek() !== null) return;
        import("./ZoomTrail.tsx")
          .then(({ ZoomTrail }) => {
            trail.value = { show: ZoomTrail };
          })
          .catch(() => undefined);
      }),
    [map, trail],
  );
  return trail.value?.show ?? null;
}
