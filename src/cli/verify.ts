// `verify DIR.zarr`: can a kept sweep be trusted? First every checksum, then a random sample against the reference.

import { availableParallelism } from "node:os";
import { alwaysRunning, type EngineName, engineNames } from "../engine/engine.ts";
import { NOT_ASKED_FOR } from "../lab/choose.ts";
import { recompute } from "../lab/verify/recompute.ts";
import { verifyText } from "../lab/verify/report.ts";
import { recomputeOn } from "../lab/verify/threads.ts";
import { verifyResults } from "../lab/verify/verify.ts";
import type { Survey } from "../store/zarr/survey.ts";
import { blocksOf } from "../sweep/blocks.ts";
import { type Mistake, mistakeText, showGiven } from "../sweep/mistakes.ts";
import { type OptionKind, readArguments } from "./args.ts";
import { Exit, refuse } from "./exit.ts";
import { jsonLine, printLine } from "./output.ts";
import { damageLines, type StoreAtPath, storeAt, ZARR_END } from "./storeAt.ts";
import { computeThreads } from "./threads.ts";
import type { Verb } from "./verb.ts";

const DEFAULT_POINTS = 1000;

const options = {
  points: {
    value: "N",
    description: `How many networks are recomputed, drawn at random; ${DEFAULT_POINTS} where it is left out, 0 for the checksums alone.`,
  },
  seed: {
    value: "S",
    description: "Which ones: the same seed draws the same networks; 0 where it is left out.",
  },
  json: { value: null, description: "Prints what was found as one line of JSON." },
} satisfies Record<string, OptionKind>;

/** The verb `verify`. */
export const verify: Verb = {
  operands: `DIR${ZARR_END}`,
  summary: "checks a kept sweep: every checksum, and a sample against the reference",
  description: `First every file of the store is read and its checksum computed: a damaged one is named, and the exit code is 1 (run --resume
computes it again). Then networks drawn at random are computed once more by the reference, in float64 on every core: inside the
chaos horizon each number has to lie within its bound, beyond it (where two correct float32 programs part) the numbers of many
networks have to be distributed alike. Where they do not, the exit code is 3; where there is nothing to compare, 1.

With --json one object is printed: chunks (tiles, done, missing: numbers of tiles; damaged: a list of path and problem) and
report, null where a chunk is damaged or --points is 0. The report has the keys verdict ("agrees", "disagrees", "unchecked"), name,
networks, points, seed, checked, missing, inside, beyond, beyondPoints, metrics (one object each: compared, agreeing, undecided,
worst, distribution), disagreeing and disagreements (the worst ones: metric, indices, position, actual, expected, error, bound).`,
  options,
  examples: ["verify sweep.zarr", "verify sweep.zarr --points 5000 --seed 1 --json"],

  async run(words) {
    const { options: given, files, mistakes } = readArguments(options, words);
    const all = [...mistakes];
    if (files.length !== 1) {
      all.push({ path: "DIR", given: `${files.length} folders`, allowed: "one folder of a kept sweep" });
    }
    const points = countOf("--points", given.points, DEFAULT_POINTS, all);
    const seed = countOf("--seed", given.seed, 0, all);
    const store = files.length === 1 ? await storeAt(files[0]) : null;
    if (store?.ok === false) all.push(...store.mistakes);
    if (all.length > 0 || !store?.ok) return refuse(all.map(mistakeText));
    const { results } = store.value;
    const survey = await surveyOf(store.value);
    const { done, missing, damaged } = survey;
    const chunks = {
      tiles: done.length + missing.length + damaged.length,
      done: done.length,
      missing: missing.length,
    };
    const told = { ...chunks, damaged: damaged.map(({ path, problem }) => ({ path, problem })) };
    const isJson = given.json !== undefined;
    if (damaged.length > 0) {
      if (isJson) await printLine(jsonLine({ chunks: told, report: null }));
      throw new Exit(1, damageLines(files[0], damaged));
    }
    if (!isJson) await printLine(chunksText(chunks));
    if (points === 0) return isJson ? printLine(jsonLine({ chunks: told, report: null })) : undefined;
    const report = await verifyResults(results, {
      points,
      seed,
      ...referenceOnEveryCore(),
      ...engineOf(results.facts.engines.map(({ name }) => name)),
      onProgress: (checked, of) => showProgress(`recomputed ${checked} of ${of} networks`),
    });
    clearProgress();
    await printLine(isJson ? jsonLine({ chunks: told, report }) : verifyText(report));
    if (report.verdict === "disagrees") throw new Exit(3, []);
    if (report.verdict === "unchecked") throw new Exit(1, []);
  },
};

async function surveyOf({ results }: StoreAtPath): Promise<Survey> {
  const tiles = blocksOf(results.shape, results.axes, results.chunkShape);
  const survey = await results.survey(tiles, (looked, all) =>
    showProgress(`checksums of ${looked} of ${all} tiles`),
  );
  clearProgress();
  return survey;
}

function chunksText({ tiles, done, missing }: { tiles: number; done: number; missing: number }): string {
  const rest = missing === 0 ? "" : `; ${missing} are not computed (yet)`;
  return `${done} of ${tiles} tiles are there, and every checksum fits${rest}`;
}

/** Recomputes on every core, one network on each at a time. */
function referenceOnEveryCore() {
  const cores = availableParallelism();
  if (cores === 1) return { referenceRun: recomputeHere, inFlight: 1 };
  return { referenceRun: recomputeOn(computeThreads(cores, NOT_ASKED_FOR)), inFlight: cores };
}

const recomputeHere = (...[spec, replicate]: Parameters<ReturnType<typeof recomputeOn>>) =>
  recompute(spec, replicate, alwaysRunning);

/** The engine whose work all of a store is; where it was several, none is known. */
function engineOf(names: readonly string[]): { engine?: EngineName } {
  const engine = engineNames.find((name) => names.every((noted) => noted === name));
  return engine === undefined ? {} : { engine };
}

/** A whole number that is not negative. */
function countOf(path: string, text: string | undefined, usual: number, mistakes: Mistake[]): number {
  if (text === undefined) return usual;
  const count = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(count)) return count;
  mistakes.push({ path, given: showGiven(text), allowed: "an integer from 0" });
  return usual;
}

/** On a terminal only; a log has no use for it. */
function showProgress(text: string): void {
  if (process.stderr.isTTY === true) process.stderr.write(`\r${text}\x1b[K`);
}

function clearProgress(): void {
  if (process.stderr.isTTY === true) process.stderr.write("\r\x1b[K");
}
