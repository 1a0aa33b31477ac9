// Whether this is the built program, in which there is no TypeScript to load and no compiler for it. It is built into a
// folder of the repository's own layout, so that what a file finds by its own address it finds there too.

export const built = !import.meta.url.endsWith(".ts");
