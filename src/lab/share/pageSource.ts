// Where an export reads from, in words, and what the page has in memory as such a source.

import type { MemoryResults } from "../../store/memoryResults.ts";
import type { SweepResults } from "../../store/results.ts";

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
