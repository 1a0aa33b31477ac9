// `bench`: the same sweeps on every engine, checked and then timed; or two such reports compared.

import { readFile } from "node:fs/promises";
import { alwaysRunning } from "../engine/engine.ts";
import { ReferenceEngine } from "../engine/reference.ts";
import { runBench } from "../lab/bench/bench.ts";
import { caseName } from "../lab/bench/cases.ts";
import { labelOf, wordsFor } from "../lab/bench/columns.ts";
import { compareReports } from "../lab/bench/compare.ts";
import { type BenchEngineId, benchEngineIds } from "../lab/bench/engines.ts";
import { comparisonMarkdown, markdownOf } from "../lab/bench/markdown.ts";
import { type BenchReport, readReport, reportText } from "../lab/bench/report.ts";
import { type Mistake, mistakeText, showGiven } from "../sweep/mistakes.ts";
import { benchSizes } from "../sweep/view.ts";
import { type OptionKind, readArguments } from "./args.ts";
import { openTerminalEngines, terminalEnvironment } from "./benchEngines.ts";
import { BenchProgress } from "./benchProgress.ts";
import { Exit, refuse } from "./exit.ts";
import { printLine } from "./output.ts";
import { unreadable } from "./unreadable.ts";
import type { Verb } from "./verb.ts";

/** The words of --engine; `cpu` stands for one core and for all of them. */
const engineWords: Readonly<Record<string, readonly BenchEngineId[]>> = {
  ...Object.fromEntries(benchEngineIds.map((id) => [id, [id]])),
  cpu: ["cpu-1", "cpu-all"],
};

const options = {
  quick: {
    value: null,
    description: "Fewer cases, shorter runs: about a minute. Never fewer than five runs.",
  },
  engine: {
    value: "NAME[,NAME…]",
    description: `Only these engines: ${Object.keys(engineWords).join(", ")} (cpu: both on one core and on all). All where it is left out.`,
  },
  hidden: {
    value: "H[,H…]",
    description: `Only these hidden sizes, of ${benchSizes.join(", ")}.`,
  },
  json: {
    value: null,
    description: "Prints the whole report as JSON, and nothing else, on standard output.",
  },
  compare: { value: null, description: "Times nothing: compares two such reports, A.json and B.json." },
  sabotage: {
    value: null,
    description: "A control: breaks a shader in memory. The check must refuse to time webgpu (exit code 1).",
  },
} satisfies Record<string, OptionKind>;

/** The verb `bench`. */
export const bench: Verb = {
  operands: "[--compare A.json B.json]",
  summary: "times the same sweeps on every engine, each checked against the reference first",
  description: `Every case (hidden size × mode × cell) runs on the lab's own line on each engine: reference (one thread of plain
TypeScript, the truth), cpu on one core and on all, webgpu. First the check: a sample of networks against the reference,
inside the chaos horizon. An engine that fails it is refused, not timed, and the exit code is 1. Then it is warmed up, and the
median of five runs counts. At last networks/s against the number of networks: where does the GPU overtake the CPU?
A table in Markdown goes to standard output, progress to standard error. A full bench takes some minutes.`,
  options,
  examples: [
    "bench --quick",
    "bench --json > today.json",
    "bench --engine cpu,webgpu --hidden 32",
    "bench --compare before.json after.json",
  ],

  async run(words) {
    const { options: given, files, mistakes } = readArguments(options, words);
    const all = [...mistakes];
    if (given.compare !== undefined) return compare(files, all);
    if (files.length > 0) {
      all.push({ path: "FILE", given: showGiven(files[0]), allowed: "files only beside --compare" });
    }
    const engines = enginesMeant(given.engine, all);
    const hidden = sizesMeant(given.hidden, all);
    if (all.length > 0) refuse(all.map(mistakeText));
    const opened = await openTerminalEngines(engines, given.sabotage !== undefined);
    const told = new BenchProgress();
    const order = {
      choice: { quick: given.quick !== undefined, hidden },
      reference: new ReferenceEngine(),
      environment: terminalEnvironment(),
    };
    await runBench(order, opened, alwaysRunning, (event) => told.take(event));
    opened.close();
    const report = told.finished();
    await printLine(given.json === undefined ? markdownOf(report) : reportText(report));
    const bad = report.figures.filter(({ outcome }) => outcome === "refused" || outcome === "failed");
    const lines = bad.map(
      (one) => `${caseName(one)} on ${labelOf(report.engines, one.engine)}: ${wordsFor(one)}`,
    );
    if (bad.length > 0) throw new Exit(1, lines);
    const absent = report.engines.filter(
      ({ id, missing }) => missing !== null && given.engine !== undefined && engines.includes(id),
    );
    if (absent.length > 0)
      throw new Exit(
        1,
        absent.map(({ label, missing }) => `${label} cannot be timed: ${missing}`),
      );
  },
};

function enginesMeant(text: string | undefined, mistakes: Mistake[]): BenchEngineId[] {
  if (text === undefined) return [...benchEngineIds];
  const names = text.split(",").map((name) => name.trim());
  for (const name of names) {
    if (Object.hasOwn(engineWords, name)) continue;
    const allowed = `some of ${Object.keys(engineWords).join(", ")}, with commas between`;
    mistakes.push({ path: "--engine", given: showGiven(name), allowed });
  }
  return benchEngineIds.filter((id) => names.some((name) => engineWords[name]?.includes(id)));
}

function sizesMeant(text: string | undefined, mistakes: Mistake[]): number[] | undefined {
  if (text === undefined) return undefined;
  const sizes = text.split(",").map((size) => size.trim());
  for (const size of sizes) {
    if (benchSizes.some((known) => String(known) === size)) continue;
    const allowed = `some of ${benchSizes.join(", ")}, with commas between`;
    mistakes.push({ path: "--hidden", given: showGiven(size), allowed });
  }
  return benchSizes.filter((known) => sizes.includes(String(known)));
}

async function compare(files: readonly string[], mistakes: readonly Mistake[]): Promise<void> {
  const lines = mistakes.map(mistakeText);
  if (files.length !== 2) {
    const given = files.length === 1 ? "1 file" : `${files.length} files`;
    lines.push(mistakeText({ path: "FILE", given, allowed: "two reports, A.json and B.json" }));
  }
  const reports: BenchReport[] = [];
  for (const file of files.slice(0, 2)) {
    const parsed = await reportIn(file);
    if (parsed.ok) reports.push(parsed.value);
    else lines.push(...parsed.mistakes.map((mistake) => `${file}: ${mistakeText(mistake)}`));
  }
  if (lines.length > 0) refuse(lines);
  await printLine(comparisonMarkdown(compareReports(reports[0], reports[1])));
}

async function reportIn(file: string) {
  try {
    return readReport(await readFile(file, "utf8"));
  } catch (error) {
    const mistake: Mistake = { path: "file", ...unreadable(error, "a report of `bench --json`") };
    return { ok: false, mistakes: [mistake] } as const;
  }
}
