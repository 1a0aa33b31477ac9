// The interface of every engine: what evaluates a tile. All engines agree with the reference within stated bounds.

import type { MetricName } from "../model/metrics/index.ts";
import type { Chunk } from "../sweep/chunk.ts";
import type { EngineName } from "../sweep/engineChoice.ts";
import type { Inspection } from "../sweep/inspection.ts";
import type { SweepPlan, TileLimits } from "../sweep/plan.ts";
import type { SweepSpec } from "../sweep/spec.ts";
import type { Tile } from "../sweep/tile.ts";

export { type EngineChoice, type EngineName, engineNames } from "../sweep/engineChoice.ts";

/** How a run is paused, cancelled and watched. Engines await `ready` between slices of work. */
export interface RunControl {
  /** Resolves at once while running, later while paused; rejects with `RunCancelled` once cancelled. */
  ready(): Promise<void>;
  /** Takes the state so far of a tile that is still in training, several times a second; its arrays are given away. */
  readonly preview?: ((preview: Preview) => void) | undefined;
}

/** A tile in training: what its metrics would be if it ended now, and how much of its work is done. */
export interface Preview {
  readonly chunk: Chunk;
  /** 0 … 1. */
  readonly share: number;
}

/** Previews come about this often: the eye sees the map move, and reading it back costs next to nothing. */
export const PREVIEW_MS = 200;

/** Thrown out of a run that was cancelled. */
export class RunCancelled extends Error {
  constructor() {
    super("the run was cancelled");
    this.name = "RunCancelled";
  }
}

/** Thrown where an engine cannot go on: its device or its memory is gone. Nothing of the tile at hand counts. */
export class EngineLost extends Error {
  /** An error that comes from another thread has lost its class, but not its name. */
  override name = "EngineLost";
}

export interface Engine {
  readonly name: EngineName;
  /** What computes, for people: threads, precision, adapter. */
  readonly description: string;
  /** How many tiles are to be kept in flight. */
  readonly tilesInFlight: number;
  /** What a tile of this spec's structure may hold. */
  limitsOf(spec: SweepSpec): TileLimits;
  /** The metrics of one tile. */
  run(plan: SweepPlan, tile: Tile, control: RunControl): Promise<Chunk>;
  /** Everything about one network: the spec's own values (its axes are ignored), one replicate. */
  inspect(spec: SweepSpec, replicate: number, control?: RunControl): Promise<Inspection>;
  close(): void;
}

/** A control that never pauses; for scripts and tests. */
export const alwaysRunning: RunControl = { ready: () => Promise.resolve() };

/** The same metrics in arrays of their own, to be given away while the run goes on with its. */
export function copiedMetrics(metrics: Chunk["metrics"]): Chunk["metrics"] {
  return Object.fromEntries(Object.entries(metrics).map(([name, values]) => [name, values.slice()]));
}

/** Empty metric arrays for `size` networks. */
export function emptyMetrics(names: readonly MetricName[], size: number) {
  return Object.fromEntries(names.map((name) => [name, new Float64Array(size)])) as Record<
    MetricName,
    Float64Array<ArrayBuffer>
  >;
}
