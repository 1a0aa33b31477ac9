// What the network is asked to do: the task's fields, and for price series the file that they come from.

import type { SpecDraft } from "../state/draft.ts";
import { GroupFields } from "./GroupFields.tsx";
import { Refusal } from "./series/Refusal.tsx";
import { SeriesEditor } from "./series/SeriesEditor.tsx";
import type { SeriesFile } from "./series/seriesFile.ts";
import { valueAt } from "./value.ts";

export function TaskFields({ draft, file }: { draft: SpecDraft; file: SeriesFile }) {
  const isSeries = valueAt(draft.raw.value, "task.kind") === "series";
  return (
    <>
      <GroupFields draft={draft} path="task" without="task.series" />
      {/* A file that was dropped on another task's page and refused has its mistakes told all the same. */}
      {isSeries ? <SeriesEditor draft={draft} file={file} /> : <Refusal file={file} />}
    </>
  );
}
