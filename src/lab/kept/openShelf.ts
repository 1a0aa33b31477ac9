// The page's shelf: the browser's own file system and its locks. A browser that has none of them, or a page that is not served
// securely, keeps nothing, and the lab works all the same.

import program from "../../../package.json" with { type: "json" };
import { OpfsFolder } from "../../store/opfsFolder.ts";
import type { LabEvent } from "../events.ts";
import type { Keeping } from "../known.ts";
import { browserLocks, type HeldLock, lockName } from "./locks.ts";
import { PageKeeper } from "./pageKeeper.ts";
import { Shelf } from "./shelf.ts";

/** The folder of all kept sweeps. */
const FOLDER = "sweeps";

/** The shelf, and what keeps a run on it. */
export interface PageShelf {
  readonly shelf: Shelf;
  /** @param keep when the run is kept */
  keeper(tell: (event: LabEvent) => void, keep: Keeping): PageKeeper;
  /** The right to write a sweep, or null where one that runs, here or in another tab, has it. */
  lock(id: string): Promise<HeldLock | null>;
  /** Deletes a sweep; false where one that runs, here or in another tab, has it. */
  remove(id: string): Promise<boolean>;
}

/** Opens the shelf; null where there is none. */
export async function openShelf(): Promise<PageShelf | null> {
  try {
    const root = await navigator.storage.getDirectory();
    const shelf = new Shelf(new OpfsFolder(await root.getDirectoryHandle(FOLDER, { create: true })));
    const locks = browserLocks(navigator.locks);
    const now = () => Date.now();
    return {
      shelf,
      keeper: (tell, keep) => new PageKeeper({ shelf, locks, program, tell, now }, keep),
      lock: (id) => locks.tryTake(lockName(id)),
      async remove(id) {
        const lock = await locks.tryTake(lockName(id));
        if (lock === null) return false;
        try {
          await shelf.remove(id);
        } finally {
          lock.release();
        }
        return true;
      },
    };
  } catch {
    return null;
  }
}
