// Where an export reads from: a sweep that is kept, which the worker opens itself, or one in the page's memory, of which it asks
// the boxes one by one.

import type { MemoryResults } from "../../store/memoryResults.ts";
import type { SweepResults } from "../../store/results.ts";
import type { ZarrFacts } from "../../store/zarr/metadata.ts";
import { readZarr } from "../../store/zarr/open.ts";
import { mistakeText } from "../../sweep/mistakes.ts";
import type { Shelf } from "../kept/shelf.ts";

/** What reads results in memory, box by box; it may live in another thread. */
export type Reader = Pick<MemoryResults, "read" | "holds">;

/** A source in words, without what reads it. */
export type NamedSource =
  | { readonly kind: "kept"; readonly id: string }
  | { readonly kind: "page"; readonly facts: Omit<SweepResults, "read"> };

/** A source; what is kept needs no reader. */
export type ExportSource = NamedSource & { readonly reader?: Reader };

/** The parts of results in memory that can be sent to a thread, and those that stay. */
export function pageSource(results: MemoryResults): ExportSource {
  const { spec, axes, shape, chunkShape, metrics, read, holds } = results;
  return { kind: "page", facts: { spec, axes, shape, chunkShape, metrics }, reader: { read, holds } };
}

/** Who computed a sweep that is kept, which need not be an engine of this machine; null where that cannot be read. */
export async function keptFacts(shelf: Shelf, id: string): Promise<ZarrFacts | null> {
  const opened = await readZarr(shelf.resultsOf(id));
  return opened.ok ? opened.value.facts : null;
}

/** Opens a source. @throws Error where a kept sweep is not there any more or cannot be trusted */
export async function openSource(
  source: NamedSource,
  reader: Reader | null,
  shelf: Shelf | null,
): Promise<MemoryResults> {
  if (source.kind === "page") {
    const { facts } = source;
    if (reader === null) throw new Error("nothing reads what the page has in memory");
    return {
      ...facts,
      read: (metric, box) => reader.read(metric, box),
      holds: (box) => reader.holds(box),
    };
  }
  if (shelf === null) throw new Error("this browser gives the page no files of its own");
  const opened = await readZarr(shelf.resultsOf(source.id));
  if (!opened.ok) throw new Error(opened.mistakes.map(mistakeText).join("\n"));
  const results = opened.value;
  const { spec, axes, shape, chunkShape, metrics } = results;
  return {
    spec,
    axes,
    shape,
    chunkShape,
    metrics,
    read: (metric, box) => results.read(metric, box),
    holds: async (box) => typeof (await results.readTile(box)) !== "string",
  };
}
