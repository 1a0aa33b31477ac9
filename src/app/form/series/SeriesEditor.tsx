// The user's own prices: a file is chosen or dropped, its column picked, and the series drawn with its test days.

import { useId } from "preact/hooks";
import { pricesOf } from "../../../model/tasks/series.ts";
import { ALL_COLUMNS } from "../../../sweep/csv/prices.ts";
import type { SpecDraft } from "../../state/draft.ts";
import { MistakeList } from "../FieldRow.tsx";
import { valueAt } from "../value.ts";
import { Refusal } from "./Refusal.tsx";
import { Sparkline } from "./Sparkline.tsx";
import type { SeriesFile } from "./seriesFile.ts";

const DEFINITION =
  "A CSV file with one price per row, oldest first, or newest first where its dates are written year first: with or without a header, cells separated by commas, semicolons or tabs. Its numbers become part of the sweep; nothing is sent anywhere.";

export function SeriesEditor({ draft, file }: { draft: SpecDraft; file: SeriesFile }) {
  const id = useId();
  const given = valueAt(draft.raw.value, "task.series") ?? null;
  const wrong = draft.mistakes.value.filter(({ path }) => path.startsWith("task.series"));
  const parsed = draft.parsed.value;
  const task = parsed.ok && parsed.value.task.kind === "series" ? parsed.value.task : null;
  const { current } = file;
  return (
    <fieldset class="series" data-testid="series">
      <legend>Prices</legend>
      <p class="series-source" data-testid="series-source">
        {given === null
          ? "The sample that ships with the lab: an invented share."
          : current.value === null
            ? "Your own prices, from the link or the spec."
            : fromFile(current.value)}
      </p>
      {task === null ? null : <Sparkline series={pricesOf(task)} testShare={task.testShare} />}
      <ColumnChooser file={file} />
      <div class="series-drop" data-definition={DEFINITION}>
        <label for={id}>CSV file</label>
        <input
          id={id}
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
          aria-describedby={`${id}-note`}
          onChange={(event) => {
            const [chosen] = event.currentTarget.files ?? [];
            // Emptied, so that the same file can be chosen again once it was mended.
            if (chosen !== undefined) void file.open(chosen);
            event.currentTarget.value = "";
          }}
        />
        <p id={`${id}-note`}>
          or drop one anywhere on the page. It stays on this machine: its prices are in the spec and in the
          link, and nowhere else.
        </p>
      </div>
      <Refusal file={file} />
      <MistakeList mistakes={wrong} path="task.series" />
      {given === null ? null : (
        <button type="button" class="quiet" onClick={() => file.useSample()}>
          Use the sample again
        </button>
      )}
    </fieldset>
  );
}

function fromFile({ name, table }: { readonly name: string; readonly table: { readonly turned: boolean } }) {
  return (
    <>
      From <bdi>{name}</bdi>
      {table.turned ? ", turned around: its newest day comes first" : ""}.
    </>
  );
}

/** Which column of the file is taken, or all of them. */
function ColumnChooser({ file }: { file: SeriesFile }) {
  const id = useId();
  const open = file.current.value;
  if (open === null) return null;
  const { names, numeric } = open.table;
  return (
    <div class="field">
      <label for={id}>Column</label>
      <select
        id={id}
        data-path="series.column"
        value={open.column}
        onChange={(event) => {
          const { value } = event.currentTarget;
          // Where the column is refused, the one before is still what the prices are from.
          event.currentTarget.value = open.column;
          file.choose(value);
        }}
      >
        {numeric.map((place) => (
          <option key={place} value={String(place)}>
            {names[place]}
          </option>
        ))}
        {numeric.length > 1 ? <option value={ALL_COLUMNS}>all of them, a company each</option> : null}
      </select>
    </div>
  );
}
