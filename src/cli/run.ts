// `run FILE --out DIR`: a whole sweep, its results as a Zarr store that can be gone on with, or as .npy files.

import type { EngineChoice } from "../engine/engine.ts";
import { AUTO_DEFINITION, engineChoices } from "../sweep/engineChoice.ts";
import { mistakeText } from "../sweep/mistakes.ts";
import { type OptionKind, readArguments } from "./args.ts";
import { csvOptions, readSeries } from "./csv.ts";
import { refuse } from "./exit.ts";
import { mistakeLines, readInput, STDIN } from "./input.ts";
import { runKept } from "./keptRun.ts";
import { runTelling, type TellingKind } from "./runTelling.ts";
import { isZarrPath } from "./storeAt.ts";
import type { Verb } from "./verb.ts";
import { runWhole } from "./wholeRun.ts";

const options = {
  out: {
    value: "DIR",
    description:
      "The folder for the results, a Zarr store where its name ends in .zarr; it is made where there is none. Required.",
  },
  resume: {
    value: null,
    description:
      "Goes on with the sweep in DIR.zarr: what is missing or damaged is computed. FILE may then be left out.",
  },
  engine: {
    value: "ENGINE",
    description: `What computes; auto where it is left out: ${AUTO_DEFINITION}, and with --resume the engine that was at work before. Another one is noted in the store.`,
    choices: engineChoices,
  },
  quiet: { value: null, description: "Tells nothing but errors." },
  json: { value: null, description: "Tells how far it is as JSON, one object per line on standard output." },
  ...csvOptions,
} satisfies Record<string, OptionKind>;

/** The verb `run`. */
export const run: Verb = {
  operands: "FILE --out DIR",
  summary: "runs a sweep into a Zarr store (DIR.zarr), or into one .npy file per metric",
  description: `FILE is a sweep as JSON (${STDIN} is standard input).

Where DIR ends in .zarr, it becomes a Zarr v3 group that xarray and zarr-python open: one array per metric of the sweep (in mode
training of that mode, whichever it asks for; float32, outcome as uint8), its dimensions the sweep's axes, then replicate where
there are several, each with its coordinates. Every tile is written as soon as it is computed and has a checksum, so memory stays
small however large the sweep is. Whatever ends the run (Ctrl-C, SIGTERM, a full disk, a power cut), --resume goes on: it reads and
checks all that is there, and computes what is missing or damaged. A lock keeps a second run out of the store.

Any other DIR gets one METRIC.npy per metric (float64; its axes are the sweep's axes in their order, the last one fastest, and last
of all a replicate axis where replicates > 1), spec.json (the sweep with every blank filled; it runs again as it is) and run.json
(what ran: engine, shape, the axes' values). They are written when the whole sweep is done; until then older files of these names
stay as they are. All other files in DIR are left alone.

Progress is told on standard error. With --json each line on standard output is an object with the key event:
planned (out, engine, points, replicates, shape, chunkShape, tiles), found (of a .zarr: tiles, done, networks, damaged: what is
there already), kept (of a .zarr: tile, start, count; the tile is on the disk from now on), progress (done and networks count
networks, share is 0 … 1; networksPerSecond, secondsLeft, secondsElapsed), engine (another one took over), note (text) and, last,
done (out, networks, seconds). A run without it was not finished; why is on standard error.`,
  options,
  examples: [
    "run sweep.json --out sweep.zarr",
    "run --resume --out sweep.zarr",
    "run sweep.json --out results --engine cpu",
    "run sweep.json --out results --csv prices.csv --column Close",
  ],

  async run(words) {
    const { options: given, files, mistakes } = readArguments(options, words);
    const all = [...mistakes];
    const isKept = given.out !== undefined && isZarrPath(given.out);
    const resume = given.resume !== undefined;
    if (files.length > 1 || (files.length === 0 && !(resume && isKept))) {
      all.push({ path: "FILE", given: `${files.length} files`, allowed: "one JSON file with a sweep" });
    }
    if (given.out === undefined && !mistakes.some(({ path }) => path === "--out")) {
      all.push({ path: "--out", given: "nothing", allowed: "the folder for the results" });
    }
    if (resume && given.out !== undefined && !isKept) {
      all.push({
        path: "--resume",
        given: `--out ${given.out}`,
        allowed: "only for a folder that ends in .zarr",
      });
    }
    if (given.quiet !== undefined && given.json !== undefined) {
      all.push({ path: "--quiet", given: "--json as well", allowed: "one of the two" });
    }
    const series = await readSeries(given);
    if (!series.ok) all.push(...series.mistakes);
    if (files.length === 0 && given.csv !== undefined) {
      all.push({ path: "--csv", given: "no FILE", allowed: "only beside the FILE whose task it is for" });
    }
    const inputs = await Promise.all(
      files.slice(0, 1).map((file) => readInput(file, series.ok ? series.value : null)),
    );
    const lines = all.map(mistakeText);
    for (const { file, spec } of inputs) {
      if (!spec.ok) lines.push(...mistakeLines(spec.mistakes, file, false));
    }
    if (lines.length > 0 || given.out === undefined) return refuse(lines);
    const [input] = inputs as readonly (typeof inputs)[number][] | readonly [undefined];
    const spec = input?.spec.ok ? input.spec.value : null;
    const choice = (given.engine ?? "auto") as EngineChoice;
    const stdin = input?.file === STDIN ? input.text : undefined;
    const { out } = given;
    const kind: TellingKind =
      given.quiet !== undefined ? "nobody" : given.json !== undefined ? "programs" : "people";
    const telling = (replicates: number) => runTelling(kind, replicates, out);
    if (isKept) return runKept({ out, resume, spec, choice, stdin, telling: (s) => telling(s.replicates) });
    if (spec !== null) await runWhole({ out, spec, choice, stdin, telling: telling(spec.replicates) });
  },
};
