// Scene 5: what became of the open network's training: its outcome, in a sentence, and its curves.

import { useMemo, useRef } from "preact/hooks";
import { diagnosis } from "../../inspector/story/diagnosis.ts";
import { factsOf } from "../../inspector/story/facts.ts";
import { OutcomeBadge } from "../../inspector/story/OutcomeBadge.tsx";
import { TrainingCurves } from "../../inspector/story/TrainingCurves.tsx";
import { useWidth } from "../../useWidth.ts";
import type { ThingParts } from "./index.ts";
import { NothingOpen } from "./NothingOpen.tsx";

export function Trained({ page }: ThingParts) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const { value: inspected } = page.inspected;
  const spec = inspected?.spec ?? null;
  const inspection = inspected?.inspection ?? null;
  const training = inspection?.training ?? null;
  const facts = useMemo(
    () =>
      spec === null || inspection === null || training === null ? null : factsOf(spec, inspection, training),
    [spec, inspection, training],
  );
  return (
    <>
      {training === null ? null : <OutcomeBadge training={training} />}
      <p class="sentence" role="status" data-testid="sentence">
        {facts === null ? (inspected?.failure ?? "") : diagnosis(facts)}
      </p>
      <div ref={box} class="scene-drawing">
        {inspected === null ? <NothingOpen /> : null}
        {training === null || spec === null || width === 0 ? null : (
          <TrainingCurves training={training} targetLoss={spec.training.targetLoss} width={width} />
        )}
      </div>
    </>
  );
}
