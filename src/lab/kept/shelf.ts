// The kept sweeps of this browser, each a folder with its results and a note of what it is.

import type { Bytes, Folder } from "../../store/folder.ts";
import { aboutText, type KeptSweep, readAbout } from "./about.ts";

/** Where sweeps are kept: what a browser's own file system offers, and a test's memory. */
export interface ShelfFolder extends Folder {
  within(path: string): Folder;
  folders(): Promise<string[]>;
  removeFolder(name: string): Promise<void>;
}

/** The note beside the results … */
const ABOUT = "about.json";
/** … and the results themselves: a Zarr store. */
const RESULTS = "results.zarr";
/** What every such store begins with. */
const GROUP = "zarr.json";

/** All kept sweeps. */
export class Shelf {
  /** Changes of one note come one after the other. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly folder: ShelfFolder) {}

  /** The folder of a sweep's results. */
  resultsOf(id: string): Folder {
    return this.folder.within(`${id}/${RESULTS}`);
  }

  /** Whether anything lies where a sweep's results would be. */
  async hasResults(id: string): Promise<boolean> {
    return (await this.resultsOf(id).read(GROUP)) !== null;
  }

  /** All that is kept, what was last gone on with first. A folder whose note cannot be read is left out and left alone. */
  async list(): Promise<KeptSweep[]> {
    const all = await Promise.all((await this.folder.folders()).map((id) => this.about(id)));
    return all.filter((each) => each !== null).toSorted((a, b) => b.changed - a.changed);
  }

  /** What is known of a sweep, or null. */
  async about(id: string): Promise<KeptSweep | null> {
    const bytes = await this.folder.read(`${id}/${ABOUT}`);
    const about = bytes === null ? null : readAbout(new TextDecoder().decode(bytes));
    return about?.id === id ? about : null;
  }

  /** Writes a note, or the part of it that changed; a change of a sweep that is not kept is nothing. */
  note(id: string, change: Partial<KeptSweep>, first?: KeptSweep): Promise<void> {
    const written = this.turn
      .catch(() => undefined)
      .then(async () => {
        const before = (await this.about(id)) ?? first;
        if (before === undefined) return;
        const text = aboutText({ ...before, ...change, id });
        await this.folder.write(`${id}/${ABOUT}`, new TextEncoder().encode(text) as Bytes);
      });
    this.turn = written;
    return written;
  }

  /** Deletes a sweep with all its results. */
  async remove(id: string): Promise<void> {
    await this.turn.catch(() => undefined);
    // The note goes first: a folder that is half gone is in no list.
    await this.folder.remove(`${id}/${ABOUT}`);
    await this.folder.removeFolder(id);
  }
}
