// Reports as files: opened or dropped, one shown at a time, copied as Markdown, downloaded as JSON.

import { useId } from "preact/hooks";
import { markdownOf } from "../../lab/bench/markdown.ts";
import { reportText } from "../../lab/bench/report.ts";
import { mistakeText } from "../../sweep/mistakes.ts";
import { useCopying } from "../useCopying.ts";
import type { BenchState, NamedReport } from "./benchState.ts";

/** More mistakes than this are not read. */
const MOST_MISTAKES = 8;

export function ReportFiles({ bench }: { bench: BenchState }) {
  const id = useId();
  const reports = bench.reports.value;
  const shown = bench.shown.value;
  return (
    <div class="bench-files">
      <p>
        <label for={id}>Open reports</label>
        <input
          id={id}
          type="file"
          multiple
          accept=".json,application/json"
          data-definition="One report is shown; a second one, or the bench of this page, is compared with it. Files can also be dropped anywhere. They stay on this machine."
          onChange={(event) => {
            const files = [...(event.currentTarget.files ?? [])];
            if (files.length > 0) void bench.open(files);
            // Emptied, so that the same file can be chosen again once it was mended.
            event.currentTarget.value = "";
          }}
        />
      </p>
      {bench.refused.value.map(({ file, mistakes }) => (
        <div key={file} class="bench-refused" role="alert" data-testid="bench-mistakes">
          <p>
            <bdi>{file}</bdi> is not a bench report:
          </p>
          <ul>
            {mistakes.slice(0, MOST_MISTAKES).map((mistake) => (
              <li key={mistake.path}>{mistakeText(mistake)}</li>
            ))}
            {mistakes.length > MOST_MISTAKES ? <li>and {mistakes.length - MOST_MISTAKES} more</li> : null}
          </ul>
        </div>
      ))}
      {reports.length === 0 ? null : <ReportList bench={bench} reports={reports} />}
      {shown === null ? null : <TakeAway shown={shown} />}
    </div>
  );
}

function ReportList({ bench, reports }: { bench: BenchState; reports: readonly NamedReport[] }) {
  return (
    <ul class="bench-reports" data-testid="bench-reports">
      {reports.map(({ name }, place) => (
        <li key={name}>
          <button
            type="button"
            class="preset"
            aria-pressed={place === bench.shownAt.value}
            onClick={() => bench.show(place)}
          >
            {reports.length > 1 ? `${"AB"[place]}: ` : ""}
            {name}
          </button>
          <button
            type="button"
            class="quiet"
            aria-label={`Close ${name}`}
            disabled={bench.isRunning.value}
            onClick={() => bench.close(place)}
          >
            ×
          </button>
        </li>
      ))}
    </ul>
  );
}

function TakeAway({ shown: { report } }: { shown: NamedReport }) {
  const markdown = markdownOf(report);
  const { state, copy } = useCopying(() => markdown);
  const download = () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`${reportText(report)}\n`], { type: "application/json" }));
    link.download = `bench-${report.environment.date.slice(0, 19).replace(/[^\dT-]/g, "-")}.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <>
      <p class="buttons">
        <button type="button" class="quiet" onClick={copy}>
          {state.value === "copied" ? "Markdown copied" : "Copy as Markdown"}
        </button>
        <button type="button" class="quiet" onClick={download}>
          Download JSON
        </button>
        <span class="visually-hidden" role="status">
          {state.value === "copied" ? "Markdown copied" : ""}
        </span>
      </p>
      {state.value === "by hand" ? (
        <textarea
          readOnly
          rows={8}
          aria-label="The report as Markdown, to be copied"
          value={markdown}
          onFocus={(event) => event.currentTarget.select()}
        />
      ) : null}
    </>
  );
}
