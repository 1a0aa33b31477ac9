// A bench's report as it is written and read: one schema, from which its types follow. Whatever opens a file of somebody
// else's goes through `readReport`, which tells all its mistakes at once.

import * as v from "valibot";
import { type CellName, cells } from "../../model/cells/index.ts";
import { type OptimizerName, optimizers } from "../../model/optimizers/index.ts";
import { type Mistake, type Parsed, showGiven } from "../../sweep/mistakes.ts";
import { benchEngineIds } from "./engines.ts";
import { numberOrWord, wordForNumber } from "./numbers.ts";

const positive = v.pipe(v.number(), v.minValue(0));
const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const engineId = v.picklist(benchEngineIds);

/** The case that a figure or a series is about. */
const benchCase = {
  mode: v.picklist(["gradient", "training"]),
  cell: v.picklist(Object.keys(cells) as CellName[]),
  hidden: count,
  unroll: count,
  sequences: count,
  training: v.nullable(
    v.strictObject({ optimizer: v.picklist(Object.keys(optimizers) as OptimizerName[]), updates: count }),
  ),
  engine: engineId,
};

const check = v.strictObject({
  passed: v.boolean(),
  networks: count,
  /** Networks inside the chaos horizon, which were compared. */
  compared: positive,
  /** The worst number of the sample: of which metric, what the engine and what the reference say, and the bound. */
  metric: v.string(),
  actual: numberOrWord,
  expected: numberOrWord,
  error: numberOrWord,
  bound: positive,
});

const timed = v.strictObject({
  ...benchCase,
  outcome: v.literal("timed"),
  /** null for the reference, which is what the others are checked against. */
  check: v.nullable(check),
  /** A run: so many networks in so many tiles, on the lab's own line, from planned to stored. */
  networks: count,
  tiles: count,
  runs: count,
  medianMs: positive,
  minMs: positive,
  maxMs: positive,
  /** What the GPU was busy in a run, by its own clock; null where it has none. */
  gpuMs: v.nullable(positive),
  /** Compiling this kind of network's kernels; null where nothing is compiled for it. */
  compileMs: v.nullable(positive),
  /** From planning a map to its first chunk stored, on an engine that has not run this kind of network before. */
  firstPixelMs: positive,
  networksPerSecond: positive,
  stepsPerSecond: positive,
  operationsPerNetwork: positive,
  bytesPerNetwork: positive,
  gflopsPerSecond: positive,
  bytesPerSecond: positive,
});

const refused = v.strictObject({ ...benchCase, outcome: v.literal("refused"), check });
/** The engine threw. */
const failed = v.strictObject({ ...benchCase, outcome: v.literal("failed"), message: v.string() });
/** It would have taken too long: the message says how that is known. */
const skipped = v.strictObject({ ...benchCase, outcome: v.literal("skipped"), message: v.string() });

const series = v.strictObject({
  ...benchCase,
  points: v.array(
    v.strictObject({
      networks: count,
      runs: count,
      medianMs: positive,
      minMs: positive,
      maxMs: positive,
      networksPerSecond: positive,
    }),
  ),
});

const engineEntry = v.strictObject({
  id: engineId,
  label: v.string(),
  what: v.string(),
  /** Why it was not timed; null where it was. */
  missing: v.nullable(v.string()),
  threads: v.nullable(count),
  /** From nothing to an engine that can be given tiles. */
  openMs: v.nullable(positive),
});

const environment = v.strictObject({
  date: v.string(),
  labVersion: v.string(),
  /** The browser's user agent, or Node's version. */
  host: v.string(),
  cores: count,
  /** What is known of the machine besides; empty in a browser. */
  machine: v.string(),
  adapter: v.nullable(
    v.strictObject({
      name: v.string(),
      vendor: v.string(),
      architecture: v.string(),
      software: v.boolean(),
      timestamps: v.boolean(),
      limits: v.record(v.string(), positive),
    }),
  ),
});

const reportSchema = v.strictObject({
  version: v.literal(1),
  kind: v.literal("vanishing-point bench"),
  quick: v.boolean(),
  /** false where the bench was cancelled: what is there is sound, but not all. */
  complete: v.boolean(),
  seconds: positive,
  environment,
  engines: v.array(engineEntry),
  figures: v.array(v.variant("outcome", [timed, refused, failed, skipped])),
  series: v.array(series),
});

export type BenchReport = v.InferOutput<typeof reportSchema>;
export type Environment = BenchReport["environment"];
export type EngineEntry = BenchReport["engines"][number];
export type Figure = BenchReport["figures"][number];
export type TimedFigure = Extract<Figure, { outcome: "timed" }>;
export type RefusedFigure = Extract<Figure, { outcome: "refused" }>;
export type SpeedSeries = BenchReport["series"][number];

/** A report as the text of a JSON file. */
export function reportText(report: BenchReport): string {
  return JSON.stringify(report, wordForNumber, 2);
}

/** Reads a file's text; every mistake at once, each with its path. */
export function readReport(text: string): Parsed<BenchReport> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return {
      ok: false,
      mistakes: [{ path: "file", given: showGiven(text), allowed: "a bench report in JSON" }],
    };
  }
  const result = v.safeParse(reportSchema, value);
  return result.success
    ? { ok: true, value: result.output }
    : { ok: false, mistakes: result.issues.map(mistakeOf) };
}

type Issue = v.BaseIssue<unknown>;

function mistakeOf(issue: Issue): Mistake {
  const path = (issue.path ?? []).map(({ key }) => String(key)).join(".");
  return { path: path === "" ? "report" : path, given: showGiven(issue.input), allowed: allowedText(issue) };
}

function allowedText({ type, expected, requirement }: Issue): string {
  if (expected === "never") return "no such field";
  if (type === "integer") return "a whole number";
  if (type === "min_value") return `a number of at least ${String(requirement)}`;
  const kinds: Readonly<Record<string, string>> = {
    number: "a number",
    string: "a text",
    boolean: "true or false",
    array: "a list",
    record: "an object",
  };
  return kinds[type] ?? (expected === "Object" ? "an object" : `${expected ?? "another value"}`);
}
