// Scenes 4 and 6: the open network unrolled, and the size of its gradient on every day of the way back.

import { useRef } from "preact/hooks";
import { unrollOf } from "../../../sweep/point.ts";
import { GradientBars } from "../../inspector/GradientBars.tsx";
import { gradientSentence } from "../../inspector/sentence.ts";
import { UnrolledNetwork } from "../../inspector/UnrolledNetwork.tsx";
import { useWidth } from "../../useWidth.ts";
import type { ThingParts } from "./index.ts";
import { NothingOpen } from "./NothingOpen.tsx";

export function WayBack({ page }: ThingParts) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const { value: inspected } = page.inspected;
  const ready = inspected !== null && width > 0;
  const inspection = inspected?.inspection ?? null;
  return (
    <>
      <p class="sentence" role="status" data-testid="sentence">
        {inspected === null || inspection === null
          ? (inspected?.failure ?? "")
          : gradientSentence(inspection.metrics.logGradientRatio, unrollOf(inspected.spec.task))}
      </p>
      <div ref={box} class="scene-drawing">
        {inspected === null ? <NothingOpen /> : null}
        {ready ? <UnrolledNetwork spec={inspected.spec} width={width} weight={null} /> : null}
        {ready && inspection !== null ? (
          <GradientBars logs={inspection.logStateGradient} width={width} />
        ) : null}
      </div>
    </>
  );
}
