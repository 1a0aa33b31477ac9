// `export DIR.zarr --format …`: a kept sweep as what other programs read: arrays, a table, a picture, one file of all of it.

import type { MetricName } from "../model/metrics/index.ts";
import { figureMistakes } from "../store/figure/figureFromResults.ts";
import { type BlockKind, blockKinds } from "../store/figure/reading/blocks.ts";
import { DamagedChunk } from "../store/zarr/damagedChunk.ts";
import type { ZarrResults } from "../store/zarr/results.ts";
import { blocksOf } from "../sweep/blocks.ts";
import { type Mistake, mistakeText, showGiven } from "../sweep/mistakes.ts";
import { type Arguments, type OptionKind, readArguments } from "./args.ts";
import { Exit, refuse } from "./exit.ts";
import { exportFiles } from "./exportFiles.ts";
import { type Exported, type ExportFormatName, exportFormats, formatNamed } from "./exportFormats.ts";
import { STDOUT, writeTo } from "./exportTarget.ts";
import { boxOf, sliceOf, viewOf } from "./slice.ts";
import { damageLines, type StoreAtPath, storeAt, ZARR_END } from "./storeAt.ts";
import type { Verb } from "./verb.ts";

const options = {
  format: {
    value: "FORMAT",
    description: "What comes out. Required.",
    choices: Object.keys(exportFormats),
  },
  metric: {
    value: "METRIC",
    description: "This metric alone; all of them (in a picture the first one) where it is left out.",
  },
  slice: {
    value: "DIM=INDEX,…",
    description:
      "For csv, png, svg: only these positions (from 0) along these axes, named by their parameters, or replicate.",
  },
  blocks: {
    value: "KIND",
    description:
      "For png, svg: what a pixel shows where several points fall into it; mean where it is left out.",
    choices: blockKinds,
  },
  out: {
    value: "FILE",
    description: `The file (${STDOUT} is standard output), of npy with several metrics a folder; NAME.FORMAT in the present folder where it is left out.`,
  },
  force: { value: null, description: "Writes over a file that is there already." },
} satisfies Record<string, OptionKind>;

type Given = Arguments<keyof typeof options>["options"];

/** The verb `export`. */
export const exportVerb: Verb = {
  operands: `DIR${ZARR_END} --format FORMAT`,
  summary: "writes a kept sweep as npy, csv, png, svg or zip",
  description: `DIR${ZARR_END} is a sweep that run has kept, finished or not; what is not computed yet is NaN. Every chunk's checksum is checked: where
one is damaged nothing is written, and the exit code is 1.

Formats:
${Object.entries(exportFormats)
  .map(([name, { definition }]) => `  ${name}  ${definition}`)
  .join("\n")}`,
  options,
  examples: [
    "export sweep.zarr --format png --metric loss",
    "export sweep.zarr --format csv --out - --slice task.unroll=9 | head",
    "export sweep.zarr --format npy --metric loss --out loss.npy",
    "export sweep.zarr --format zip",
  ],

  async run(words) {
    const { options: given, files, mistakes } = readArguments(options, words);
    const all = [...mistakes];
    if (files.length !== 1) {
      all.push({ path: "DIR", given: `${files.length} folders`, allowed: `one folder of a kept sweep` });
    }
    if (given.format === undefined && !mistakes.some(({ path }) => path === "--format")) {
      all.push({ path: "--format", given: "nothing", allowed: Object.keys(exportFormats).join(", ") });
    }
    const store = files.length === 1 ? await storeAt(files[0]) : null;
    if (store?.ok === false) all.push(...store.mistakes);
    if (given.format === undefined || !store?.ok) return refuse(all.map(mistakeText));
    const format = given.format as ExportFormatName;
    const { results } = store.value;
    all.push(...optionMistakes(format, given, results));
    if (all.length > 0) return refuse(all.map(mistakeText));
    const metrics = given.metric === undefined ? results.metrics : [given.metric as MetricName];
    const exported = await whatToExport(files[0], store.value, metrics, given);
    const targets = await exportFiles(format, { ...given, store: files[0], metrics });
    if (!targets.ok) return refuse(targets.mistakes.map(mistakeText));
    for (const { path, metrics } of targets.value) {
      await writeTo(path, (put) => formatNamed(format).write({ ...exported, metrics }, put)).catch(
        (error: unknown) => {
          // Damaged since it was looked at.
          if (!(error instanceof DamagedChunk)) throw error;
          throw new Exit(1, damageLines(files[0], [error]));
        },
      );
      if (path !== STDOUT) process.stderr.write(`wrote ${path}\n`);
    }
  },
};

function optionMistakes(format: ExportFormatName, given: Given, results: ZarrResults): Mistake[] {
  const takes: readonly string[] = formatNamed(format).takes;
  const mistakes: Mistake[] = (["metric", "slice", "blocks"] as const)
    .filter((name) => given[name] !== undefined && !takes.includes(name))
    .map((name) => ({
      path: `--${name}`,
      given: `--format ${format}`,
      allowed: "only for formats that are of a part",
    }));
  if (given.metric !== undefined && !results.metrics.some((name) => name === given.metric)) {
    mistakes.push({ path: "--metric", given: showGiven(given.metric), allowed: results.metrics.join(", ") });
  }
  return mistakes;
}

/** What is exported; refuses a slice or view that does not fit, and tells what is missing. */
async function whatToExport(
  path: string,
  { folder, results }: StoreAtPath,
  metrics: readonly MetricName[],
  given: Given,
): Promise<Exported> {
  const slice = sliceOf(results, given.slice);
  if (!slice.ok) return refuse(slice.mistakes.map(mistakeText));
  const isPicture = given.format === "png" || given.format === "svg";
  const view = isPicture ? viewOf(results, slice.value, given.metric) : ({ ok: true, value: {} } as const);
  const mistakes = view.ok ? (isPicture ? figureMistakes(results, view.value) : []) : view.mistakes;
  if (!view.ok || mistakes.length > 0) return refuse(mistakes.map(mistakeText));
  const missing = await missingTiles(path, results);
  if (missing.some > 0) {
    process.stderr.write(
      `${missing.some} of ${missing.of} tiles are not computed (yet): their numbers are NaN\n`,
    );
  }
  const blocks = (given.blocks ?? "mean") as BlockKind;
  return {
    folder,
    results,
    metrics,
    box: boxOf(results, slice.value),
    view: view.value,
    blocks,
    isUnfinished: missing.some > 0,
  };
}

/** Looks at every chunk before anything is written; a damaged one ends it. */
async function missingTiles(path: string, results: ZarrResults): Promise<{ some: number; of: number }> {
  const tiles = blocksOf(results.shape, results.axes, results.chunkShape);
  const { missing, damaged } = await results.survey(tiles);
  if (damaged.length > 0) throw new Exit(1, damageLines(path, damaged));
  return { some: missing.length, of: tiles.length };
}
