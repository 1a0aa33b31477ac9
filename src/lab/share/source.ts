// Opens what an export reads from: a sweep that is kept, which the worker opens itself, or one in the page's memory, of which it
// asks the boxes one by one.

import type { MemoryResults } from "../../store/memoryResults.ts";
import type { ZarrFacts } from "../../store/zarr/metadata.ts";
import { readZarr } from "../../store/zarr/open.ts";
import { mistakeText } from "../../sweep/mistakes.ts";
import type { Shelf } from "../kept/shelf.ts";
import type { NamedSource, Reader } from "./pageSource.ts";

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
