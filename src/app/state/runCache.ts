// Results of the sweeps that were on the page before this one, so that going back to one shows it at once: those looked at last,
// as many as find room.

import type { EngineChoice } from "../../engine/engine.ts";
import type { MemoryStore } from "../../store/memory.ts";
import { bytesOf } from "../../store/memoryChunks.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import type { RunStatus } from "./runStatus.ts";

/** The memory that all results in the cache take together at most. */
const MOST_BYTES = 256e6;

/** A run as it was left. */
export interface LeftRun {
  readonly store: MemoryStore;
  readonly status: RunStatus;
}

/** The results of one and the same sweep by one and the same engine have one name. */
export function runKey(spec: SweepSpec, choice: EngineChoice): string {
  return JSON.stringify([choice, spec]);
}

/** Runs by their keys; the one that was put first is the first to go. */
export class RunCache {
  private readonly runs = new Map<string, LeftRun>();
  private bytes = 0;

  constructor(private readonly most = MOST_BYTES) {}

  get(key: string): LeftRun | null {
    return this.runs.get(key) ?? null;
  }

  /** Keeps a run; what is too large by itself is not kept. */
  put(key: string, run: LeftRun): void {
    this.forget(key);
    this.runs.set(key, run);
    this.bytes += bytesOf(run.store);
    for (const oldest of this.runs.keys()) {
      if (this.bytes <= this.most) break;
      this.forget(oldest);
    }
  }

  forget(key: string): void {
    const run = this.runs.get(key);
    if (run === undefined) return;
    this.runs.delete(key);
    this.bytes -= bytesOf(run.store);
  }
}
