// The words after a verb, checked against the options it knows. All mistakes are collected, none is thrown.

import { parseArgs } from "node:util";
import { type Mistake, showGiven } from "../sweep/mistakes.ts";

/** An option of a verb; each takes one value, or is a switch without any. */
export interface OptionKind {
  /** What stands for its value in the help, e.g. `DIR`; null for a switch. */
  readonly value: string | null;
  readonly description: string;
  /** The values it may take; any text where left out. */
  readonly choices?: readonly string[];
}

/** What was given to a verb. Wrong or missing options are absent from `options`; a switch that is on is the text "on". */
export interface Arguments<Name extends string> {
  readonly options: Readonly<Partial<Record<Name, string>>>;
  readonly files: readonly string[];
  readonly mistakes: readonly Mistake[];
}

/** Reads a verb's arguments; --help has been answered before. */
export function readArguments<Name extends string>(
  kinds: Readonly<Record<Name, OptionKind>>,
  words: readonly string[],
): Arguments<Name> {
  const names = Object.keys(kinds) as Name[];
  // Not strict: Node would stop at the first mistake, in its own words.
  const { tokens, positionals } = parseArgs({
    args: [...words],
    options: Object.fromEntries(
      names.map((name) => [name, { type: kinds[name].value === null ? "boolean" : "string" } as const]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const mistakes: Mistake[] = [];
  const options: Partial<Record<Name, string>> = {};
  const seen = new Set<string>();
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const { name, rawName, value } = token;
    const kind = names.includes(name as Name) ? kinds[name as Name] : undefined;
    if (kind === undefined) {
      const known = [...names, "help"].map((known) => `--${known}`).join(", ");
      mistakes.push({ path: rawName, given: "an option", allowed: `no such option; known are ${known}` });
    } else if (seen.has(name)) {
      mistakes.push({ path: rawName, given: `${showGiven(value)} as well`, allowed: "each option once" });
    } else if (kind.value === null) {
      if (value === undefined) options[name as Name] = "on";
      else mistakes.push({ path: rawName, given: showGiven(value), allowed: "nothing: it is a switch" });
    } else if (value === undefined || value === "") {
      mistakes.push({ path: rawName, given: "nothing", allowed: kind.choices?.join(", ") ?? kind.value });
    } else if (kind.choices !== undefined && !kind.choices.includes(value)) {
      const choices = kind.choices.map((choice) => `"${choice}"`).join(", ");
      mistakes.push({ path: rawName, given: showGiven(value), allowed: `one of ${choices}` });
    } else options[name as Name] = value;
    seen.add(name);
  }
  return { options, files: positionals, mistakes };
}
