// Reads the small files of a store that somebody else may have written: their sizes are looked at before they are loaded, and
// whatever is wrong with one is a mistake and never an error.

import { type Mistake, messageOf, type Parsed, showGiven } from "../../sweep/mistakes.ts";
import type { Bytes, FileEntry, ReadableFolder } from "../folder.ts";
import { type JsonObject, objectOf } from "./difference.ts";
import { LARGEST_METADATA } from "./metadata.ts";

/** The files beside a store's chunks. */
export class StoreFiles {
  private readonly lengths: ReadonlyMap<string, number>;

  constructor(
    private readonly folder: ReadableFolder,
    listed: readonly FileEntry[],
  ) {
    // A large sweep has hundreds of thousands of chunks, none of which is asked for here.
    this.lengths = new Map(
      listed
        .filter(({ path }) => /(^|\/)(zarr\.json|c\/0)$/.test(path))
        .map(({ path, bytes }) => [path, bytes]),
    );
  }

  /** A file of a known length. */
  async exactly(path: string, bytes: number): Promise<Parsed<Bytes>> {
    const length = this.lengths.get(path);
    const allowed = `a file of ${bytes} bytes`;
    if (length !== bytes) return refused(path, length === undefined ? "nothing" : `${length} bytes`, allowed);
    return this.load(path, allowed);
  }

  /** A JSON file, which holds an object. */
  async json(path: string): Promise<Parsed<JsonObject>> {
    const length = this.lengths.get(path);
    const allowed = `a JSON object of at most ${LARGEST_METADATA} bytes, as Zarr v3 has it`;
    if (length === undefined) return refused(path, "nothing", allowed);
    if (length > LARGEST_METADATA) return refused(path, `${length} bytes`, allowed);
    const file = await this.load(path, allowed);
    if (!file.ok) return file;
    try {
      const parsed: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(file.value));
      const value = objectOf(parsed);
      return value === null ? refused(path, showGiven(parsed), allowed) : { ok: true, value };
    } catch (error) {
      return refused(path, `what is not JSON (${messageOf(error).slice(0, 80)})`, allowed);
    }
  }

  private async load(path: string, allowed: string): Promise<Parsed<Bytes>> {
    try {
      const value = await this.folder.read(path);
      return value === null ? refused(path, "nothing", allowed) : { ok: true, value };
    } catch (error) {
      return refused(path, `what cannot be read (${messageOf(error)})`, allowed);
    }
  }
}

function refused(path: string, given: string, allowed: string): { ok: false; mistakes: Mistake[] } {
  return { ok: false, mistakes: [{ path, given, allowed }] };
}
