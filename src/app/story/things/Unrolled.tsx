// Scene 2: the network unrolled over as many days as the slider says, and how many numbers it has to learn: always the same.

import { useRef } from "preact/hooks";
import { countOf, parameterShapes } from "../../../model/network.ts";
import { sizesOf, unrollOf } from "../../../sweep/point.ts";
import { UnrolledNetwork } from "../../inspector/UnrolledNetwork.tsx";
import { useWidth } from "../../useWidth.ts";
import { terms } from "../terms.ts";
import { AxisSlider } from "./AxisSlider.tsx";
import type { ThingParts } from "./index.ts";

export function Unrolled({ page, map }: ThingParts) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const { value: inspected } = page.inspected;
  const days = inspected === null ? 0 : unrollOf(inspected.spec.task);
  const count = inspected === null ? 0 : countOf(parameterShapes(sizesOf(inspected.spec)));
  return (
    <>
      <AxisSlider map={map} axis={1} label="Days" />
      {inspected === null ? null : (
        <p class="scene-count" data-testid="scene-count">
          <b>{days}</b> {days === 1 ? "copy" : "copies"} of the network,{" "}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus. */}
          <span class="term" tabIndex={0} data-definition={terms.parameters}>
            <b>{count}</b> parameters
          </span>
        </p>
      )}
      <div ref={box}>
        {inspected === null || width === 0 ? null : (
          <UnrolledNetwork spec={inspected.spec} width={width} weight={null} />
        )}
      </div>
    </>
  );
}
