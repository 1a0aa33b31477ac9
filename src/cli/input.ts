// From a file on disk, or standard input, to a checked spec.

import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { type Mistake, mistakeText, type Parsed, showGiven } from "../sweep/mistakes.ts";
import { parseSpec, type SweepSpec } from "../sweep/spec.ts";
import { type Series, withSeries } from "./csv.ts";
import { brokenJsonAt } from "./json.ts";
import { unreadable } from "./unreadable.ts";

/** The file name that stands for standard input. */
export const STDIN = "-";

const SWEEP_FILE = `a JSON file with a sweep, or ${STDIN} for standard input`;

/** A file that was read: its spec or its mistakes, and for standard input the text, which cannot be read twice. */
export interface Input {
  readonly file: string;
  readonly text: string;
  readonly spec: Parsed<SweepSpec>;
}

/**
 * Reads and checks one file. Never rejects: a file that cannot be read is a mistake of the input.
 * @param series prices that become its task's, null for none
 */
export async function readInput(file: string, series: Series | null = null): Promise<Input> {
  let source: string;
  try {
    source = file === STDIN ? await text(process.stdin) : await readFile(file, "utf8");
  } catch (error) {
    return { file, text: "", spec: wrong({ path: file, ...unreadable(error, SWEEP_FILE) }) };
  }
  return { file, text: source, spec: specOf(source, series) };
}

/** The mistakes as lines; with several files each line says which one it is about. */
export function mistakeLines(mistakes: readonly Mistake[], file: string, several: boolean): string[] {
  return mistakes.map((mistake) =>
    several && mistake.path !== file ? `${file}: ${mistakeText(mistake)}` : mistakeText(mistake),
  );
}

function specOf(source: string, series: Series | null): Parsed<SweepSpec> {
  // Editors on Windows put a byte order mark before a UTF-8 text.
  const bare = source.startsWith("\ufeff") ? source.slice(1) : source;
  let value: unknown;
  try {
    value = JSON.parse(bare);
  } catch (error) {
    const broken = brokenJsonAt(bare);
    if (broken === null) throw error;
    const { line, column, expected } = broken;
    const rest = bare.split(/\r\n|\r|\n/)[line - 1].slice(column - 1, column + 19);
    return wrong({
      path: `line ${line}, column ${column}`,
      given: rest === "" ? "the end of the line" : showGiven(rest),
      allowed: expected,
    });
  }
  const whole = series === null ? ({ ok: true, value } as const) : withSeries(value, series);
  return whole.ok ? parseSpec(whole.value) : whole;
}

function wrong(mistake: Mistake): Parsed<SweepSpec> {
  return { ok: false, mistakes: [mistake] };
}
