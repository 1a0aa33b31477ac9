// The front door for files from outside: tells by its content, never by its name, what a file is, before anything reads it
// as a whole. What then opens it finds the mistakes in it.

import { sizeMistake } from "../sweep/csv/table.ts";
import type { Mistake, Parsed } from "../sweep/mistakes.ts";
import { type ByteSource, pieceOf } from "./byteSource.ts";
import { SPEC_KEYWORD, VIEW_KEYWORD } from "./figure/png/pngOf.ts";
import { pngText } from "./figure/png/pngText.ts";

/** A file that the lab can do something with: texts are read, a zip is opened by `openZip`. */
export type Recognised =
  | { readonly kind: "spec" | "bench report" | "csv"; readonly text: string }
  /** A picture that the lab made: the spec and the view in it, as JSON. */
  | { readonly kind: "picture"; readonly spec: string; readonly view: string }
  | { readonly kind: "zip" };

/** A spec with the most prices that it may hold has some 2 MB; a bench report has less. */
export const LARGEST_JSON = 16_000_000;
/** The largest picture that is exported has some 20 MB. */
const LARGEST_PICTURE = 100_000_000;
/** Around what an SVG of the lab says of itself. */
const METADATA = ["<metadata><![CDATA[", "]]></metadata>"] as const;
/** So many bytes tell a zip, a binary file, JSON and tables apart. */
const TELLING_BYTES = 4096;

const KNOWN =
  "a spec or a bench report (JSON), results (a zip), or prices (CSV: a table as text, as a spreadsheet exports it), or a PNG or SVG that this page exported";

/** What a file is. One that is too large for what it seems to be, or nothing known, is refused. */
export async function recognise(source: ByteSource): Promise<Parsed<Recognised>> {
  const head = await pieceOf(source, 0, Math.min(source.size, TELLING_BYTES));
  if (isZip(head)) return { ok: true, value: { kind: "zip" } };
  if (head.length === 0) return refused({ path: "file", given: "an empty file", allowed: KNOWN });
  if (isPng(head) || isSvg(head)) return pictureOf(source, isPng(head));
  const binary = { path: "file", given: binaryKind(head), allowed: KNOWN };
  if (head.includes(0)) return refused(binary);
  const start = new TextDecoder().decode(head).trimStart();
  if (/^[<[]/.test(start)) {
    return refused({ path: "file", given: start.startsWith("<") ? "HTML or XML" : "a list", allowed: KNOWN });
  }
  const isJson = start.startsWith("{");
  const tooLarge = isJson ? jsonSizeMistake(source.size) : sizeMistake(source.size);
  if (tooLarge !== null) return refused(tooLarge);
  const bytes = await pieceOf(source, 0, source.size);
  // A table's numbers are the same in any Western encoding; JSON is UTF-8 or damaged.
  if (!isJson) return { ok: true, value: { kind: "csv", text: new TextDecoder().decode(bytes) } };
  const text = textOf(bytes);
  return text === null ? refused(binary) : { ok: true, value: { kind: jsonKind(text), text } };
}

/** A zip begins with a file, or, where it has none, with its end. */
function isZip([p, k, a, b]: Uint8Array): boolean {
  return p === 0x50 && k === 0x4b && ((a === 3 && b === 4) || (a === 5 && b === 6));
}

function isPng(head: Uint8Array): boolean {
  return head[0] === 0x89 && new TextDecoder("latin1").decode(head.subarray(1, 4)) === "PNG";
}

function isSvg(head: Uint8Array): boolean {
  return /^\s*(<\?xml[^>]*>\s*)?<svg[\s>]/.test(new TextDecoder().decode(head));
}

/** What the lab wrote into a picture of its own. */
async function pictureOf(source: ByteSource, isPngFile: boolean): Promise<Parsed<Recognised>> {
  const format = isPngFile ? "a PNG" : "an SVG";
  const allowed = "a picture that this page exported, as it was exported";
  if (source.size > LARGEST_PICTURE) {
    const given = `${format} of ${(source.size / 1e6).toFixed(1)} MB`;
    return refused({ path: "file", given, allowed: `${allowed}, of at most ${LARGEST_PICTURE / 1e6} MB` });
  }
  const bytes = await pieceOf(source, 0, source.size);
  const { spec, view } = isPngFile ? inPng(bytes) : inSvg(new TextDecoder().decode(bytes));
  if (spec !== undefined) return { ok: true, value: { kind: "picture", spec, view: view ?? "{}" } };
  return refused({ path: "file", given: `${format} without a spec in it`, allowed });
}

function inPng(bytes: Uint8Array): { spec?: string | undefined; view?: string | undefined } {
  const texts = pngText(bytes, LARGEST_JSON);
  return { spec: texts.get(SPEC_KEYWORD), view: texts.get(VIEW_KEYWORD) };
}

function inSvg(text: string): { spec?: string; view?: string } {
  const start = text.indexOf(METADATA[0]);
  const end = text.indexOf(METADATA[1], start);
  if (start < 0 || end < 0 || end - start > LARGEST_JSON) return {};
  try {
    const value: unknown = JSON.parse(text.slice(start + METADATA[0].length, end));
    const { program, spec, view } = value as { program?: unknown; spec?: unknown; view?: unknown };
    return program === "vanishing-point"
      ? { spec: JSON.stringify(spec), view: JSON.stringify(view ?? {}) }
      : {};
  } catch {
    return {};
  }
}

function binaryKind([first, second]: Uint8Array): string {
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return isUtf16 ? "a text in UTF-16" : "a binary file";
}

function jsonSizeMistake(bytes: number): Mistake | null {
  if (bytes <= LARGEST_JSON) return null;
  const given = `${(bytes / 1e6).toFixed(1)} MB of JSON`;
  return { path: "file", given, allowed: `at most ${LARGEST_JSON / 1e6} MB` };
}

/** The text without its byte-order mark, null where it is not UTF-8. */
function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Broken JSON counts as a spec: whoever reads specs tells where it breaks. */
function jsonKind(text: string): "spec" | "bench report" {
  try {
    const value: unknown = JSON.parse(text);
    const kind = (value as { kind?: unknown }).kind;
    return kind === "vanishing-point bench" ? "bench report" : "spec";
  } catch {
    return "spec";
  }
}

function refused(mistake: Mistake): Parsed<never> {
  return { ok: false, mistakes: [mistake] };
}
