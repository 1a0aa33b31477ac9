// What is known of a kept sweep without opening its results: what a list of them shows.

import * as v from "valibot";
import { engineNames } from "../../sweep/engineChoice.ts";

/** A kept sweep in a list. */
export interface KeptSweep {
  /** The folder's name; the same for the same sweep on the same engine. */
  readonly id: string;
  /** What it is called: the spec's own name until somebody gives it another. */
  readonly name: string;
  /** The permalink's fragment that opens it, its engine included. */
  readonly link: string;
  readonly engine: string;
  readonly networks: number;
  /** Networks whose results are kept. */
  readonly done: number;
  /** About how much room its results take. */
  readonly bytes: number;
  /** When it was begun and last gone on with: milliseconds since 1970. */
  readonly begun: number;
  readonly changed: number;
  /** A small picture of its map as a data URL, or "" where there is none yet. */
  readonly picture: string;
}

const count = v.pipe(v.number(), v.minValue(0), v.finite());

/** A picture is a few kilobytes; whatever is longer is none of ours. */
const LONGEST_PICTURE = 200_000;

const schema = v.object({
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  name: v.pipe(v.string(), v.maxLength(1000)),
  link: v.pipe(v.string(), v.maxLength(2_000_000)),
  engine: v.picklist(engineNames),
  networks: count,
  done: count,
  bytes: count,
  begun: count,
  changed: count,
  picture: v.pipe(
    v.string(),
    v.maxLength(LONGEST_PICTURE),
    v.regex(/^(data:image\/png;base64,[A-Za-z0-9+/=]*)?$/),
  ),
});

/** Reads what is known of a kept sweep; null for anything else. */
export function readAbout(text: string): KeptSweep | null {
  try {
    const parsed = v.safeParse(schema, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

/** As `readAbout` reads it. */
export function aboutText(sweep: KeptSweep): string {
  return JSON.stringify(sweep);
}
