// `import … from "vanishing-point"` in Node: the lab with the engines that Node can open. It never writes to standard
// output, never ends the process and reads no arguments.

import { availableParallelism } from "node:os";
import program from "../../package.json" with { type: "json" };
import type { EngineChoice } from "../engine/engine.ts";
import { type FinishedRun, type InspectOptions, OpenEngine, type RunOptions } from "../lab/openEngine.ts";
import type { ChunkStore } from "../store/chunkStore.ts";
import type { MemoryStore } from "../store/memory.ts";
import { engineChoices } from "../sweep/engineChoice.ts";
import type { Inspection } from "../sweep/inspection.ts";
import { openOwnedEngines } from "./engines.ts";

export * from "../lab/library.ts";
export { openResults, type ZarrRun, zarrStore } from "./zarrLibrary.ts";

/** The version of this package. */
export const version: string = program.version;

/** What an engine runs on. */
export interface EngineOptions {
  /** Compute threads for the engines `cpu` and `reference`, 1 … 1024; as many as there are cores where it is left out. 1 is the caller's own. */
  readonly threads?: number | undefined;
}

/** A way to name an engine, or one that is open already. */
export interface OnEngine extends EngineOptions {
  /** `auto` where it is left out. One that is open stays open. */
  readonly engine?: EngineChoice | OpenEngine | undefined;
}

/** More threads than any machine has cores are a mistake. */
const MOST_THREADS = 1024;

/**
 * Opens an engine, for several sweeps or networks one after another. Close it: its threads keep the process alive.
 * @param choice `auto` takes webgpu on a real GPU and cpu otherwise
 * @throws RangeError for an unknown name or a wrong number of threads; Error where the engine is not available, with the reason
 */
export async function openEngine(
  choice: EngineChoice = "auto",
  { threads = availableParallelism() }: EngineOptions = {},
): Promise<OpenEngine> {
  if (!engineChoices.includes(choice)) {
    throw new RangeError(`engine: given ${String(choice)}; allowed: one of ${engineChoices.join(", ")}`);
  }
  if (!Number.isInteger(threads) || threads < 1 || threads > MOST_THREADS) {
    throw new RangeError(`threads: given ${String(threads)}; allowed: an integer from 1 to ${MOST_THREADS}`);
  }
  const engines = await openOwnedEngines(choice, threads);
  try {
    return new OpenEngine(choice, engines);
  } catch (error) {
    await engines.close();
    throw error;
  }
}

/**
 * Runs a sweep to its end.
 * @param spec a sweep as a file has it: every blank has its default
 * @throws SpecError for a wrong spec; the signal's reason where it was cancelled; Error where the engine is not available
 */
export function runSweep<Store extends ChunkStore = MemoryStore>(
  spec: unknown,
  { engine, threads, ...options }: RunOptions<Store> & OnEngine = {},
): Promise<FinishedRun<Store>> {
  return on(engine ?? "auto", { threads }, (opened) => opened.run(spec, options));
}

/**
 * Everything about one network, by the engine `reference` where no other is asked for: loss, outputs, all gradients,
 * ‖∂L/∂s_t‖ per step, Jacobian norms, every metric; in mode training the story of the whole run.
 * @throws SpecError for a wrong spec or point
 */
export function inspect(
  spec: unknown,
  { engine, ...options }: InspectOptions & Pick<OnEngine, "engine"> = {},
): Promise<Inspection> {
  return on(engine ?? "reference", { threads: 1 }, (opened) => opened.inspect(spec, options));
}

/** Work on an engine that is open, or on one that is opened for it alone. */
async function on<T>(
  engine: EngineChoice | OpenEngine,
  options: EngineOptions,
  work: (engine: OpenEngine) => Promise<T>,
): Promise<T> {
  if (engine instanceof OpenEngine) return work(engine);
  const opened = await openEngine(engine, options);
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}
