#!/usr/bin/env node
// The terminal's entry: picks the verb, says what went wrong, and ends the process with the right exit code.

import program from "../../package.json" with { type: "json" };
import { messageOf, showGiven } from "../sweep/mistakes.ts";
import { Exit } from "./exit.ts";
import { programHelp, verbHelp } from "./help.ts";
import { isClosedPipe, printLine } from "./output.ts";
import type { Verb } from "./verb.ts";
import { verbs } from "./verbs.ts";

async function main([word, ...words]: readonly string[]): Promise<void> {
  if (word === "--version") return printLine(program.version);
  if (word === "--help" || word === "-h" || word === "help") {
    const verb = verbNamed(words[0]);
    return printLine(verb === null ? programHelp(verbs) : verbHelp(words[0], verb));
  }
  if (word === undefined) throw new Exit(2, [programHelp(verbs)]);
  const verb = verbNamed(word);
  if (verb === null) {
    const known = Object.keys(verbs).join(", ");
    throw new Exit(2, [`${showGiven(word)} is no verb; known are ${known} (--help tells more)`]);
  }
  const operands = words.includes("--") ? words.slice(0, words.indexOf("--")) : words;
  if (operands.includes("--help") || operands.includes("-h")) return printLine(verbHelp(word, verb));
  return verb.run(words);
}

function verbNamed(word: string | undefined): Verb | null {
  return word !== undefined && Object.hasOwn(verbs, word) ? verbs[word as keyof typeof verbs] : null;
}

/** Ends the process: open ports, threads and GPU devices would keep it alive for ever. */
function end(code: number, lines: readonly string[]): void {
  // exit would cut off what a pipe has not taken yet, so it waits for the last bytes.
  process.stderr.write(lines.map((line) => `${line}\n`).join(""), () => process.exit(code));
}

// Writes report their errors to whoever waits for them; without a listener Node would crash besides.
process.stdout.on("error", () => undefined);
process.stderr.on("error", () => undefined);

main(process.argv.slice(2)).then(
  () => end(0, []),
  (error: unknown) => {
    if (error instanceof Exit) end(error.code, error.lines);
    else if (isClosedPipe(error)) end(0, []);
    else end(1, [messageOf(error)]);
  },
);
