// `npm run wgsl -- [SPEC.json] [trace]`: prints exactly the WGSL that runs for a spec, prelude first.
// Without a file: words such as `relu`, `explicit` or `H=8` change the default spec.

import { readFileSync } from "node:fs";
import { composeProgram, programKeyOf } from "../engine/webgpu/compose.ts";
import { activations } from "../model/activations/index.ts";
import { cells } from "../model/cells/index.ts";
import { needJacobian } from "../model/metrics/index.ts";
import { mistakeText } from "../sweep/mistakes.ts";
import { structureOf } from "../sweep/point.ts";
import { parseSpec } from "../sweep/spec.ts";
import { readShaders } from "./shaders.ts";

const usage = `npm run wgsl -- [SPEC.json] [WORD…]
  SPEC.json   a sweep or network; without it the defaults (${Object.keys(cells)[0]}, tanh, H = 32, prices)
  WORD        ${[...Object.keys(cells), ...Object.keys(activations)].join(", ")}, H=1 … H=128,
              gradient, training (the mode), jacobian (as for the metric lyapunov), trace (as for inspect)
`;

/** Reads the words of the command line into a spec and the program's options. */
function readWords(words: readonly string[]): { spec: unknown; jacobian: boolean; trace: boolean } {
  const model: Record<string, unknown> = {};
  let file: Record<string, unknown> = {};
  let [jacobian, trace] = [false, false];
  for (const word of words) {
    if (Object.hasOwn(cells, word)) model.cell = word;
    else if (Object.hasOwn(activations, word)) model.activation = word;
    else if (/^H=\d+$/.test(word)) model.hidden = Number(word.slice(2));
    else if (word === "jacobian") jacobian = true;
    else if (word === "trace") trace = true;
    else if (word.endsWith(".json")) file = { ...JSON.parse(readFileSync(word, "utf8")), ...file };
    else if (word === "gradient" || word === "training") file = { ...file, mode: word };
    else throw new RangeError(`unknown word "${word}"\n${usage}`);
  }
  return { spec: { ...file, model: { ...(file.model as object), ...model } }, jacobian, trace };
}

/** The program's text. @throws RangeError listing what is wrong with the words or the spec */
function wgslOf(words: readonly string[]): string {
  const { spec: given, jacobian, trace } = readWords(words);
  const parsed = parseSpec(given);
  if (!parsed.ok) throw new RangeError(parsed.mistakes.map(mistakeText).join("\n"));
  const spec = parsed.value;
  const { problem } = structureOf(spec);
  const options = {
    jacobian: jacobian || needJacobian(spec.metrics),
    trace,
    training: spec.mode === "training",
  };
  return composeProgram(programKeyOf(spec, problem, options), readShaders()).code;
}

const words = process.argv.slice(2);
try {
  process.stdout.write(words.includes("--help") ? usage : wgslOf(words));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
