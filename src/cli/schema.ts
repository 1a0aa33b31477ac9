// `schema`: the schema of a sweep as JSON Schema, for the editor in which sweeps are written.

import { sweepJsonSchema } from "../sweep/jsonSchema.ts";
import { mistakeText, showGiven } from "../sweep/mistakes.ts";
import { type OptionKind, readArguments } from "./args.ts";
import { refuse } from "./exit.ts";
import { printLine } from "./output.ts";
import type { Verb } from "./verb.ts";

const options = {} satisfies Record<string, OptionKind>;

/** The verb `schema`. */
export const schema: Verb = {
  operands: "",
  summary: "prints the JSON Schema of a sweep",
  description: `Prints the schema of a sweep as JSON Schema (draft 2020-12) with every field's meaning, default and range: an editor that is
given it completes and checks sweeps as they are written. Whatever it refuses is refused here too; what it cannot say (its $comment
lists it), such as shapes that must agree, is checked when the sweep is run or inspected.`,
  options,
  examples: ["schema > sweep.schema.json"],

  async run(words) {
    const { files, mistakes } = readArguments(options, words);
    const stray = files.map((file) => ({ path: "FILE", given: showGiven(file), allowed: "no operands" }));
    const all = [...mistakes, ...stray];
    if (all.length > 0) refuse(all.map(mistakeText));
    await printLine(JSON.stringify(sweepJsonSchema(), null, 2));
  },
};
