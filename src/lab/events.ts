// What a running sweep tells the page: plain values that survive structuredClone.

import type { EngineName } from "../engine/engine.ts";
import type { Chunk } from "../sweep/chunk.ts";
import type { SweepPlan } from "../sweep/plan.ts";

/** Which engine runs, on what, and why it was chosen. */
export interface EngineReport {
  readonly name: EngineName;
  /** Threads and precision, or the adapter's name. */
  readonly description: string;
  /** One sentence: why this engine. */
  readonly reason: string;
}

export type LabEvent =
  | { readonly kind: "planned"; readonly plan: SweepPlan; readonly engine: EngineReport }
  /** Another engine took over in mid-run; the finished tiles stay. */
  | { readonly kind: "engine"; readonly engine: EngineReport }
  | { readonly kind: "chunk"; readonly chunk: Chunk }
  /** The state so far of a tile in training. */
  | { readonly kind: "preview"; readonly chunk: Chunk }
  | {
      readonly kind: "progress";
      readonly state: "running" | "paused";
      /** Networks that are done … */
      readonly done: number;
      /** … and the share of the whole work that is, unfinished tiles counted in: 0 … 1. */
      readonly share: number;
      readonly networks: number;
      /** Networks per second since the start, pauses left out. */
      readonly networksPerSecond: number;
      readonly secondsLeft: number;
      readonly secondsElapsed: number;
    }
  /** Whether another tab runs this very sweep: this one then only reads what comes of it, and goes on once the other is gone. */
  | { readonly kind: "elsewhere"; readonly is: boolean }
  /** The sweep is kept from now on, under this name. */
  | { readonly kind: "kept"; readonly id: string }
  /** There is no room left to keep results: the run stands still until somebody decides how it goes on. */
  | { readonly kind: "full"; readonly message: string }
  | {
      readonly kind: "done";
      readonly networks: number;
      /** Those of them that were kept from before. */
      readonly before: number;
      readonly secondsElapsed: number;
    }
  | { readonly kind: "cancelled" }
  | { readonly kind: "failed"; readonly message: string };
