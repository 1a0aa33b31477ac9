// What a worker needs for files for and from outside: fetched with the first of them.

export { exported } from "./export.ts";
export { importResults } from "./importResults.ts";
export { keptFacts, openSource } from "./source.ts";
