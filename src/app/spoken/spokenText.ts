// What a listener is told of a sweep's progress: that it started, each quarter, and how it ended; nothing in between.

import { formatCount, formatDuration, formatShare } from "../../store/figure/format.ts";
import type { RunStatus } from "../state/runStatus.ts";

/**
 * The state of a run in one sentence. It stays the same sentence until there is something to tell.
 * @param name the sweep's
 * @param waits whether it waits for a bench
 */
export function spokenText(status: RunStatus, name: string, trains: boolean, waits: boolean): string {
  const { phase, share, networks, engine, message, isFull, secondsElapsed, before } = status;
  if (waits) return "The sweep waits until the bench is done.";
  const quarter = Math.floor(4 * share) * 25;
  switch (phase) {
    case "starting":
      return "Starting.";
    case "running":
      if (quarter > 0) return `${quarter} percent ${trains ? "trained" : "computed"}.`;
      return `Started${name === "" ? "" : `: ${name}`}. ${formatCount(networks)} networks${engine === null ? "" : `, engine ${engine.name}`}.`;
    case "paused":
      return isFull ? "Stopped: there is no room left." : `Paused at ${formatShare(share)}.`;
    case "done":
      return before >= networks
        ? `The map is complete: ${formatCount(networks)} networks, kept from before.`
        : `The map is complete: ${formatCount(networks)} networks in ${formatDuration(secondsElapsed)}.`;
    case "cancelled":
      return `Cancelled at ${formatShare(share)}.`;
    case "failed":
      return `The sweep failed: ${message}.`;
  }
}
