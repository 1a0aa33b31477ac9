// A panel's picture as the camera sees it: the canvas and the pictures of other windows below it move as one, clipped to the plot.

import { effect } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { MapState } from "../map/mapState.ts";
import type { Camera } from "./camera.ts";
import type { PlacedLayer } from "./layers.ts";

/** @param children the canvas of the panel */
export function ZoomStage({
  map,
  index,
  children,
}: {
  map: MapState;
  index: number;
  children: ComponentChildren;
}) {
  const stage = useRef<HTMLDivElement>(null);
  useEffect(
    () =>
      effect(() => {
        const { value: camera } = map.zoom.camera;
        const { value: moves } = map.zoom.isMoving;
        const element = stage.current;
        if (element === null) return;
        element.style.transform = moves ? transformOf(camera) : "";
        element.parentElement?.parentElement?.classList.toggle("map-moving", moves);
      }),
    [map],
  );
  const { value: box } = map.zoom.box;
  return (
    <>
      <div ref={stage} class="zoom-stage">
        {children}
        {map.zoom.layers.placed.value.toReversed().map((placed) => (
          <LayerPicture key={placed.layer.id} placed={placed} index={index} />
        ))}
      </div>
      {box?.panel === index ? (
        <div
          class="zoom-box"
          style={{
            left: percent(Math.min(box.a.x, box.b.x)),
            bottom: percent(Math.min(box.a.y, box.b.y)),
            width: percent(Math.abs(box.a.x - box.b.x)),
            height: percent(Math.abs(box.a.y - box.b.y)),
          }}
        />
      ) : null}
    </>
  );
}

function LayerPicture({ placed, index }: { placed: PlacedLayer; index: number }) {
  const { layer, x, y } = placed;
  const box = useRef<HTMLDivElement>(null);
  const canvas = layer.pictures[index]?.canvas;
  useLayoutEffect(() => {
    if (canvas !== undefined) box.current?.append(canvas);
  }, [canvas]);
  if (canvas === undefined) return null;
  return (
    <div
      ref={box}
      class="zoom-layer-box"
      style={{
        left: percent(x[0]),
        bottom: percent(y[0]),
        width: percent(x[1] - x[0]),
        height: percent(y[1] - y[0]),
      }}
    />
  );
}

/** Moves and scales the stage so that the looked at part fills the plot. */
function transformOf({ x, y }: Camera): string {
  const [across, up] = [1 / (x[1] - x[0]), 1 / (y[1] - y[0])];
  return `translate(${percent(-x[0] * across)}, ${percent((y[1] - 1) * up)}) scale(${across}, ${up})`;
}

function percent(share: number): string {
  return `${100 * share}%`;
}
