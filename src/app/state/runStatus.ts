// How a run stands, as the page shows it.

import type { EngineReport } from "../../lab/events.ts";

/** What there is to say of a run. */
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

/** A run of which nothing is known yet. */
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

/** A run that was left when all of it was done, or almost: nothing of it is to come. */
export function recalled(left: RunStatus, networks: number): RunStatus {
  const done = { phase: "done", share: 1, done: networks, before: networks } as const;
  return { ...left, ...done, message: "", isFull: false, isElsewhere: false };
}
