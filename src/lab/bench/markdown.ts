// A report, and a comparison of two, as Markdown: what is copied from the page and printed by the terminal.

import { caseName } from "./cases.ts";
import { cellText, columns, headOf, labelOf, wordsFor } from "./columns.ts";
import type { Comparison } from "./compare.ts";
import { crossingTexts } from "./crossing.ts";
import { markdownTable } from "./markdownTable.ts";
import { countText, measureText } from "./numbers.ts";
import type { BenchReport, EngineEntry, Figure } from "./report.ts";

/** A whole report. */
export function markdownOf(report: BenchReport): string {
  const { engines, figures, series } = report;
  const refusals = figures.filter(({ outcome }) => outcome === "refused").length;
  const crossings = crossingTexts(report);
  return [
    `# Vanishing Point bench (${report.quick ? "quick" : "full"}${report.complete ? "" : ", cancelled before its end"})`,
    bullets(environmentLines(report)),
    "Engines:",
    bullets(engines.map(engineLine)),
    ...(refusals === 0
      ? []
      : [
          `**${refusals} of ${figures.length} figures were refused: the engine’s answer was wrong, so it was not timed.**`,
        ]),
    ...groupsOf(figures).map(({ title, members }) => `## ${title}\n\n${figureTable(members, engines)}`),
    ...(series.length === 0 ? [] : [`## Networks/s by number of networks\n\n${seriesTable(report)}`]),
    ...(crossings.length === 0 ? [] : [bullets(crossings)]),
  ].join("\n\n");
}

/** Where and when, a line each. */
export function environmentLines({ environment, seconds }: BenchReport): string[] {
  const { date, labVersion, host, machine, cores, adapter } = environment;
  return [
    `${date}, Vanishing Point ${labVersion}, ${measureText(seconds)} s`,
    `${host}${machine === "" ? "" : `; ${machine}`}; ${cores} core${cores === 1 ? "" : "s"}`,
    adapter === null
      ? "no WebGPU adapter"
      : `WebGPU adapter: ${adapter.name} (${adapter.software ? "software" : "a real GPU"}${
          adapter.timestamps ? "" : ", without timestamp queries"
        }); ${Object.entries(adapter.limits)
          .map(([name, limit]) => `${name} ${limitText(limit)}`)
          .join(", ")}`,
  ];
}

/** An engine with what it is, or why it is not there. */
export function engineLine({ label, what, missing, openMs }: EngineEntry): string {
  if (missing !== null) return `${label}: not timed, ${missing}. (${what})`;
  return `${label}: ${what}${openMs === null || openMs < 1 ? "" : ` Opened in ${measureText(openMs)} ms.`}`;
}

/** Figures of one mode and cell belong into one table. */
export function groupsOf(figures: readonly Figure[]): { title: string; members: Figure[] }[] {
  const groups = new Map<string, Figure[]>();
  for (const figure of figures) {
    const { mode, cell, unroll, sequences, training } = figure;
    const title = `${mode} ${cell}: T = ${unroll}, ${sequences} sequences${training === null ? "" : `, ${training.optimizer}`}`;
    groups.set(title, [...(groups.get(title) ?? []), figure]);
  }
  return [...groups].map(([title, members]) => ({ title, members }));
}

/** Two reports, A and B. */
export function comparisonMarkdown(comparison: Comparison): string {
  const { cases, differences, onlyA, onlyB, means } = comparison;
  return [
    "# Comparison: B against A",
    means.length === 0
      ? "No case was timed in both."
      : bullets(
          means.map(
            ({ engine, ratio, cases: count }) =>
              `${engine}: B is ${measureText(ratio)} × as fast as A (geometric mean of ${count} cases)`,
          ),
        ),
    ...(cases.length === 0
      ? []
      : [
          markdownTable(
            ["case", "engine", "A, networks/s", "B, networks/s", "B / A", ""],
            cases.map((one) => [
              one.name,
              one.engine,
              measureText(one.a),
              measureText(one.b),
              measureText(one.ratio),
              one.withinSpread ? "within the spread" : "",
            ]),
            [false, false, true, true, true, false],
          ),
        ]),
    ...(differences.length === 0
      ? []
      : [
          "What differs besides:",
          markdownTable(
            ["", "A", "B"],
            differences.map(({ what, a, b }) => [what, a, b]),
            [],
          ),
        ]),
    ...(onlyA.length === 0 ? [] : ["Timed only in A:", bullets(onlyA)]),
    ...(onlyB.length === 0 ? [] : ["Timed only in B:", bullets(onlyB)]),
  ].join("\n\n");
}

function figureTable(figures: readonly Figure[], engines: readonly EngineEntry[]): string {
  const isTraining = figures.some(({ training }) => training !== null);
  const head = ["H", ...(isTraining ? ["updates"] : []), "engine", ...columns.map(headOf)];
  const rows = figures.map((figure) => [
    String(figure.hidden),
    ...(figure.training === null ? [] : [String(figure.training.updates)]),
    labelOf(engines, figure.engine),
    ...columns.map((column, c) =>
      figure.outcome === "timed" ? cellText(column, figure) : c === 0 ? figure.outcome : "–",
    ),
  ]);
  const notes = figures.flatMap((figure) => {
    const words = wordsFor(figure);
    return words === null ? [] : [`H = ${figure.hidden}, ${labelOf(engines, figure.engine)}: ${words}`];
  });
  const written = markdownTable(
    head,
    rows,
    head.map((name) => name !== "engine"),
  );
  return notes.length === 0 ? written : `${written}\n\n${bullets(notes)}`;
}

function seriesTable({ series, engines }: BenchReport): string {
  const all = series.flatMap(({ points }) => points.map(({ networks }) => networks));
  const sizes = [...new Set(all)].toSorted((a, b) => a - b);
  const head = ["case", "engine", ...sizes.map((size) => countText(size))];
  const rows = series.map((one) => [
    caseName(one),
    labelOf(engines, one.engine),
    ...sizes.map((size) => {
      const point = one.points.find(({ networks }) => networks === size);
      return point === undefined ? "–" : measureText(point.networksPerSecond);
    }),
  ]);
  return markdownTable(
    head,
    rows,
    head.map((_, column) => column > 1),
  );
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join("\n");
}

/** Limits are powers of two more often than not. */
function limitText(limit: number): string {
  const exponent = Math.log2(limit);
  return Number.isInteger(exponent) && exponent >= 20 ? `2^${exponent}` : String(limit);
}
