// What is wrong with an input: where, what was given, what is allowed. All mistakes of an input are reported at once.

/** One mistake in a spec, a permalink or a command. */
export interface Mistake {
  /** Dotted path of the field, e.g. `axes.0.count`. */
  readonly path: string;
  /** What was given, shortened. */
  readonly given: string;
  /** What is allowed there, in words. */
  readonly allowed: string;
}

/** A value that was checked, or the list of its mistakes. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly mistakes: readonly Mistake[] };

/** One line per mistake: `task.unroll: given 0; allowed: an integer from 1 to 32768`. */
export function mistakeText({ path, given, allowed }: Mistake): string {
  return `${path === "" ? "spec" : path}: given ${given}; allowed: ${allowed}`;
}

/** Shows a given value in at most a few dozen characters. */
export function showGiven(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  let text: string;
  try {
    text = JSON.stringify(value) ?? String(value);
  } catch {
    // Cyclic, or nested too deep to be written out.
    text = Array.isArray(value) ? "a list that cannot be shown" : "a value that cannot be shown";
  }
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** What an unknown error has to say to the user. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
