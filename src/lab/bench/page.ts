// What the page's worker needs for a bench: fetched with the first one.

export { runBench } from "./bench.ts";
export { benchEngineIds } from "./engines.ts";
export { openBenchEngines } from "./open.ts";
