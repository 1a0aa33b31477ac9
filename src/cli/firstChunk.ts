// How the page's build is cut into files: everything that an entry cannot begin without is one file beside it, so that the first
// map waits for few requests, and similar code is compressed together.

/** What a build tells of a module. */
interface ModuleGraph {
  getModuleInfo(id: string): { readonly isEntry: boolean; readonly importers: readonly string[] } | null;
}

/** The file that a module goes into, or null where the build is to decide: what is imported later has files of its own. */
export function firstChunk(id: string, graph: ModuleGraph): string | null {
  const seen = new Set([id]);
  for (const each of seen) {
    const { isEntry = false, importers = [] } = graph.getModuleInfo(each) ?? {};
    if (isEntry) return "first";
    for (const importer of importers) seen.add(importer);
  }
  return null;
}
