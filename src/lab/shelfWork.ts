// What the page asks of the shelf beside running sweeps: its list, and files for and from outside.

import type { Parsed } from "../sweep/mistakes.ts";
import { fetched } from "./fetched.ts";
import type { KeptSweep } from "./kept/about.ts";
import { openShelf, type PageShelf } from "./kept/openShelf.ts";
import type { ExportOrder } from "./share/export.ts";
import type { Imported, ImportSource } from "./share/importResults.ts";
import type { NamedSource, Reader } from "./share/pageSource.ts";
import { inSteps } from "./share/steps.ts";

/**
 * The worker's methods about kept sweeps.
 * @param shelf the coordinator's; null where this browser keeps none
 * @param giveUp lets go of a sweep that is over and not kept, so that its place can be taken
 */
export function shelfWork(shelf: () => Promise<PageShelf | null>, giveUp: (id: string) => void) {
  return {
    /** The coordinator: whether this browser keeps sweeps. */
    hasShelf: async (): Promise<boolean> => (await shelf()) !== null,
    keptSweeps: async (): Promise<readonly KeptSweep[]> => (await shelf())?.shelf.list() ?? [],
    renameKept: async (id: string, name: string): Promise<void> => (await shelf())?.shelf.note(id, { name }),
    picture: async (id: string, picture: string): Promise<void> =>
      (await shelf())?.shelf.note(id, { picture }),
    removeKept: async (id: string): Promise<boolean> => (await shelf())?.remove(id) ?? false,

    /** The coordinator: makes results from outside a kept sweep. */
    async importResults(source: ImportSource, told: (share: number) => void): Promise<Parsed<Imported>> {
      const [{ importResults }, opened] = await Promise.all([
        fetched(() => import("./share/work.ts")),
        shelf(),
      ]);
      const lock = (id: string) => {
        giveUp(id);
        return opened?.lock(id) ?? Promise.resolve(null);
      };
      const place = opened === null ? null : { shelf: opened.shelf, lock, now: () => Date.now() };
      return importResults(source, place, inSteps(told));
    },

    /** The inspecting thread: makes the file of an export. */
    async export(
      source: NamedSource,
      reader: Reader | null,
      order: ExportOrder,
      told: (share: number) => void,
    ): Promise<Blob> {
      const { exported, keptFacts, openSource } = await fetched(() => import("./share/work.ts"));
      const at = order.keptId === null ? null : ((await openShelf())?.shelf ?? null);
      const facts = at === null || order.keptId === null ? null : await keptFacts(at, order.keptId);
      const noted = { ...order, facts: facts ?? order.facts };
      return exported(await openSource(source, reader, at), noted, inSteps(told));
    },
  };
}
