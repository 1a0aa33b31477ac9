// How a run stands, as the page tells it.

import type { EngineReport } from "../../lab/events.ts";

/** How a run stands. */
export interface RunStatus {
  readonly phase: "starting" | "running" | "paused" | "done" | "cancelled" | "failed";
  /** Networks that are done … */
  readonly done: number;
  /** … and the share of the whole work that is, tiles in training counted in: 0 … 1. */
  readonly share: number;
  readonly networks: number;
  /** Once all is done: how many networks were kept from before. */
  readonly before: number;
  readonly networksPerSecond: number;
  readonly secondsLeft: number;
  readonly secondsElapsed: number;
  readonly engine: EngineReport | null;
  /** What went wrong, where the run failed or found no room. */
  readonly message: string;
  /** Under which name the sweep is kept, or null. */
  readonly keptId: string | null;
  /** Another tab runs this very sweep; this one shows what comes of it. */
  readonly isElsewhere: boolean;
  /** The run stands still, for there is no room left to keep its results. */
  readonly isFull: boolean;
  /** Why the sweep could not be kept when somebody asked for it. */
  readonly keepProblem: string;
}

/** Before anything is known of a run. */
export const STARTING: RunStatus = {
  phase: "starting",
  done: 0,
  share: 0,
  networks: 0,
  before: 0,
  networksPerSecond: 0,
  secondsLeft: Number.POSITIVE_INFINITY,
  secondsElapsed: 0,
  engine: null,
  message: "",
  keptId: null,
  isElsewhere: false,
  isFull: false,
  keepProblem: "",
};
