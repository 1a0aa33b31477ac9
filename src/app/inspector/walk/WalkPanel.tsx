// The walk back through time under the bars: the slider, what the step did in one sentence and in numbers, and weights to change.

import "../../style/walk.css";
import { useMemo } from "preact/hooks";
import { cells } from "../../../model/cells/index.ts";
import { kindOf } from "../../../model/tasks/index.ts";
import { walkStep } from "../../../model/walk/walkStep.ts";
import { inputsText } from "../OutputTable.tsx";
import { Factors } from "./Factors.tsx";
import { Float32Note } from "./Float32Note.tsx";
import { Rail } from "./Rail.tsx";
import { UnitStrip } from "./UnitStrip.tsx";
import { UnitTable } from "./UnitTable.tsx";
import { WayTable } from "./WayTable.tsx";
import type { Walking } from "./walking.ts";
import { walkSentence } from "./walkSentence.ts";
import { WeightsEditor } from "./weights/WeightsEditor.tsx";

export function WalkPanel({ walking, width }: { walking: Walking; width: number }) {
  const t = walking.t.value;
  const shown = walking.shown.value;
  const failure = walking.failure.value;
  const { spec } = walking.network;
  if (t === null) return null;
  // Of a single unit with a single gate the sentence has said it all.
  const isOneUnit = spec.model.hidden === 1 && cells[spec.model.cell].gates.length === 1;
  return (
    <section class="walk" aria-label="Walk back through time" data-testid="walk">
      <Rail walking={walking} width={width} />
      <SequenceChoice walking={walking} />
      {failure === "" ? null : <p class="walk-sentence">The walk failed: {failure}.</p>}
      {shown === null ? (
        failure === "" ? (
          <p class="walk-sentence">Walking back through {walking.unroll} steps in float64…</p>
        ) : null
      ) : (
        <>
          <p class="walk-sentence" aria-live="polite" data-testid="walk-sentence">
            {walking.changed.value === null ? "" : "With the changed weights: "}
            {walkSentence({ spec, ...shown }, t)}
          </p>
          <Factors walk={shown.walk} step={walkStep(shown.walk, t)} />
          <Float32Note walk={shown.walk} walking={walking} />
          <UnitStrip walk={shown.walk} walking={walking} width={width} />
          {isOneUnit ? null : <UnitTable walk={shown.walk} step={walkStep(shown.walk, t)} spec={spec} />}
          <WayTable {...shown} step={walkStep(shown.walk, t)} />
          <WeightsEditor walking={walking} />
        </>
      )}
    </section>
  );
}

/** More sequences than this are a long list to choose from, and no two of them look different. */
const MOST_LISTED = 64;

/** Which sequence's gradient is walked. */
function SequenceChoice({ walking }: { walking: Walking }) {
  const { spec } = walking.network;
  const data = useMemo(() => kindOf(spec.task).data(spec.task, spec.seed), [spec]);
  if (walking.batch === 1) return null;
  return (
    <label class="walk-sequence">
      The gradient of{" "}
      <select
        value={String(walking.sequence.value ?? "")}
        data-testid="walk-sequence"
        onChange={(event) => {
          const { value } = event.currentTarget;
          walking.choose(value === "" ? null : Number(value));
        }}
      >
        <option value="">all {walking.batch} sequences together</option>
        {Array.from({ length: Math.min(walking.batch, MOST_LISTED) }, (_, b) => (
          <option key={b} value={String(b)}>
            {spec.task.kind === "prices" ? inputsText(spec, data, b) : `sequence ${b + 1}`}
          </option>
        ))}
      </select>
    </label>
  );
}
