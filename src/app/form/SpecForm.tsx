// The form for the whole spec: what varies, what is fixed, what is measured. A sound change runs at once.

import type { ComponentChildren } from "preact";
import { mistakeText } from "../../sweep/mistakes.ts";
import type { SpecDraft } from "../state/draft.ts";
import { AxesEditor } from "./AxesEditor.tsx";
import { GroupFields } from "./GroupFields.tsx";
import { JsonEditor } from "./JsonEditor.tsx";
import { MetricsEditor } from "./MetricsEditor.tsx";
import { ModeSwitch } from "./ModeSwitch.tsx";
import { modeOf } from "./mode.ts";
import { SingleField } from "./SingleField.tsx";
import type { SeriesFile } from "./series/seriesFile.ts";
import { TaskFields } from "./TaskFields.tsx";
import { TrainingFields } from "./TrainingFields.tsx";
import { valueAt } from "./value.ts";

export function SpecForm({ draft, file }: { draft: SpecDraft; file: SeriesFile }) {
  const mistakes = draft.mistakes.value;
  const isSeries = valueAt(draft.raw.value, "task.kind") === "series";
  return (
    <form class="spec-form panel" aria-label="The sweep" onSubmit={(event) => event.preventDefault()}>
      <h2>The sweep</h2>
      {mistakes.length === 0 ? null : (
        <div class="mistake-summary" role="status" data-testid="form-mistakes">
          <p>
            {mistakes.length === 1 ? "One mistake" : `${mistakes.length} mistakes`}; the map still shows the
            last sound sweep.
          </p>
          <ul>
            {mistakes.map((m) => (
              <li key={m.path}>{mistakeText(m)}</li>
            ))}
          </ul>
        </div>
      )}
      <ModeSwitch draft={draft} />
      <Section title="Axes" open>
        <AxesEditor draft={draft} />
      </Section>
      <Section title="Network" open>
        <GroupFields draft={draft} path="model" />
      </Section>
      {modeOf(draft.raw.value) === "training" ? (
        <Section title="Training" open>
          <TrainingFields draft={draft} />
        </Section>
      ) : null}
      <Section title="Initial weights">
        <GroupFields draft={draft} path="init" />
      </Section>
      <Section title="Task" open={isSeries || file.touched.value}>
        <TaskFields draft={draft} file={file} />
      </Section>
      <Section title="Metrics">
        <MetricsEditor draft={draft} />
      </Section>
      <Section title="Draws and name">
        <SingleField draft={draft} path="seed" />
        <SingleField draft={draft} path="replicates" />
        <SingleField draft={draft} path="name" />
      </Section>
      <Section title="Spec as JSON">
        <JsonEditor draft={draft} />
      </Section>
    </form>
  );
}

function Section({ title, open, children }: { title: string; open?: boolean; children: ComponentChildren }) {
  return (
    <details open={open}>
      <summary>
        <h3>{title}</h3>
      </summary>
      <div class="section">{children}</div>
    </details>
  );
}
