// The figures: a table for each mode and cell, every column with its unit and its definition; the fastest stands out.

import { cellText, columns, headOf, labelOf, wordsFor } from "../../lab/bench/columns.ts";
import { groupsOf } from "../../lab/bench/markdown.ts";
import type { BenchReport, EngineEntry, Figure } from "../../lab/bench/report.ts";
import { ScrollTable } from "./ScrollTable.tsx";

const THIN = "\u202f";
const UPDATES =
  "Updates of each network’s training run; larger networks make fewer, so that every run ends in time.";
const HIDDEN = "Hidden size: units of the network.";

export function FigureTables({ report: { figures, engines } }: { report: BenchReport }) {
  if (figures.length === 0) return null;
  return (
    <section class="panel bench-figures" aria-label="Figures">
      <h2>Figures</h2>
      {groupsOf(figures).map(({ title, members }) => (
        <FigureTable key={title} title={title} figures={members} engines={engines} />
      ))}
    </section>
  );
}

function FigureTable({
  title,
  figures,
  engines,
}: {
  title: string;
  figures: readonly Figure[];
  engines: readonly EngineEntry[];
}) {
  const trains = figures.some(({ training }) => training !== null);
  return (
    <ScrollTable title={title} testId="bench-table">
      <thead>
        <tr>
          <Head text="H" definition={HIDDEN} />
          {trains ? <Head text="updates" definition={UPDATES} /> : null}
          <th scope="col" class="bench-words">
            engine
          </th>
          {columns.map((column) => (
            <Head key={column.title} text={headOf(column)} definition={column.definition} />
          ))}
        </tr>
      </thead>
      <tbody>
        {figures.map((figure) => (
          <tr
            key={`${figure.hidden} ${figure.engine}`}
            class={isFastest(figure, figures) ? "bench-fastest" : ""}
            data-outcome={figure.outcome}
          >
            <td>{figure.hidden}</td>
            {figure.training === null ? null : <td>{figure.training.updates}</td>}
            <th scope="row">{labelOf(engines, figure.engine)}</th>
            {figure.outcome === "timed" ? (
              columns.map((column) => <td key={column.title}>{cellText(column, figure, THIN)}</td>)
            ) : (
              <td class="bench-words" colSpan={columns.length}>
                {wordsFor(figure)}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}

function Head({ text, definition }: { text: string; definition: string }) {
  return (
    <th scope="col">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus. */}
      <span class="term" tabIndex={0} data-definition={definition}>
        {text}
      </span>
    </th>
  );
}

/** Whether no engine was faster at this size. */
function isFastest(figure: Figure, figures: readonly Figure[]): boolean {
  if (figure.outcome !== "timed") return false;
  const rivals = figures.filter(({ hidden }) => hidden === figure.hidden);
  return (
    rivals.length > 1 &&
    rivals.every((one) => one.outcome !== "timed" || one.networksPerSecond <= figure.networksPerSecond)
  );
}
