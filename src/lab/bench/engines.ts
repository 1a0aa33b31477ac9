// The engines of a bench as it is handed them: the terminal and the page open them in ways of their own.

import type { Engine } from "../../engine/engine.ts";
import type { EngineMeter } from "../../engine/meter.ts";
import type { AdapterFacts } from "../../engine/webgpu/adapter.ts";
import { threadsText } from "../pool.ts";

/** The engines that are compared, in the order in which they are listed; the names hold in every report. */
export const benchEngineIds = ["reference", "cpu-1", "cpu-all", "webgpu"] as const;
export type BenchEngineId = (typeof benchEngineIds)[number];

/** What they are called where two reports of machines with different cores are compared. */
export const engineTitles: Readonly<Record<BenchEngineId, string>> = {
  reference: "reference",
  "cpu-1": "cpu × 1",
  "cpu-all": "cpu × all cores",
  webgpu: "webgpu",
};

/** An engine that can be timed. */
export interface BenchEngine {
  readonly id: BenchEngineId;
  /** As it is called in tables, e.g. `cpu × 2`. */
  readonly label: string;
  /** One sentence: what it is, in which precision, on how many threads. */
  readonly what: string;
  readonly threads: number;
  readonly engine: Engine;
  /** From nothing to an engine that can be given tiles. */
  readonly openMs: number;
  readonly meter?: EngineMeter;
}

/** An engine that cannot be timed here, and why. */
export interface MissingEngine extends Pick<BenchEngine, "id" | "label" | "what"> {
  readonly missing: string;
}

/** What a bench is given. */
export interface OpenedEngines {
  readonly engines: readonly (BenchEngine | MissingEngine)[];
  /** What the WebGPU adapter tells of itself; null without one. */
  readonly adapter: AdapterFacts | null;
  close(): void;
}

/** What each engine is, said the same way everywhere. */
export const whatItIs = {
  reference:
    "Plain TypeScript in float64 on one thread: the truth that the others are checked against, written to be read and not to be fast. Being faster than it is no praise.",
  cpu: (threads: number) =>
    `Hand-vectorised WebAssembly SIMD in float32 with log-length on ${threadsText(threads)}: the CPU as fast as a browser lets it be.`,
  webgpu: (adapter: AdapterFacts | null) =>
    adapter === null
      ? "WGSL compute shaders in float32 with log-length."
      : `WGSL compute shaders in float32 with log-length on ${adapter.name}${
          adapter.software
            ? ": a software adapter, which runs them on the CPU’s own cores. It says nothing of what a GPU would do."
            : "."
        }`,
} as const;
