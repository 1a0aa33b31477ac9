// How far the sweep is, how fast, on which engine and why; and the three things one can do about it.

import type { EngineReport } from "../lab/events.ts";
import { formatCount, formatDuration, formatNumber, formatShare } from "../store/figure/format.ts";
import type { Page } from "./state/page.ts";
import type { RunStatus } from "./state/run.ts";

const DEFINITION =
  "Networks: points of the grid times replicates. Networks/s: those computed per second since the start, pauses left out; the time left assumes that it stays so.";
const TRAINING_DEFINITION =
  "Networks still in training count by the share of their steps that is done; the map shows them as they stand.";

export function Progress({ page }: { page: Page }) {
  const status = page.run.status.value;
  const { phase, networks, share, engine } = status;
  const trains = page.spec.value.mode === "training";
  // A sweep that gave way to a bench, or has not been run yet because of one.
  const waits = page.bench.isRunning.value && (phase === "starting" || phase === "cancelled");
  const going = phase === "running" || phase === "paused" || phase === "starting";
  return (
    <div class="progress">
      <progress
        aria-label={trains ? "Share of the training done" : "Networks computed"}
        max={Math.max(1, networks)}
        value={phase === "done" ? networks : share * networks}
        class={phase === "failed" ? "progress-failed" : ""}
      />
      <p
        class="progress-text"
        data-testid="progress"
        data-phase={phase}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus.
        tabIndex={0}
        data-definition={trains ? `${DEFINITION} ${TRAINING_DEFINITION}` : DEFINITION}
      >
        {waits ? "The sweep waits until the bench is done." : progressText(status, trains)}
      </p>
      <p class="visually-hidden" role="status">
        {spokenText(status, trains)}
      </p>
      <p class="buttons">
        {phase === "running" ? (
          <button type="button" onClick={() => page.run.pause()}>
            Pause
          </button>
        ) : null}
        {phase === "paused" ? (
          <button type="button" onClick={() => page.run.resume()}>
            Resume
          </button>
        ) : null}
        {waits ? (
          <button
            type="button"
            onClick={() => page.restart()}
            data-definition="Cancels the bench: its times would be wrong while a sweep runs."
          >
            Run it now
          </button>
        ) : going ? (
          <button
            type="button"
            class="quiet"
            onClick={() => page.run.cancel()}
            disabled={phase === "starting"}
          >
            Cancel
          </button>
        ) : (
          <button type="button" onClick={() => page.restart()}>
            Run again
          </button>
        )}
      </p>
      {engine === null ? null : <EngineLine engine={engine} />}
    </div>
  );
}

function EngineLine({ engine }: { engine: EngineReport }) {
  return (
    <p class="engine" data-testid="engine">
      Engine {engine.name}: {engine.description} ({engine.reason}).
    </p>
  );
}

function progressText(status: RunStatus, trains: boolean): string {
  const { phase, done, share, networks, networksPerSecond, secondsLeft, secondsElapsed, message } = status;
  const counted = `${formatCount(done)} of ${formatCount(networks)} networks${trains ? ` trained, ${formatShare(share)}` : ""}`;
  const rate = rateText(networksPerSecond);
  switch (phase) {
    case "starting":
      return "Starting the engine…";
    case "running":
      return networksPerSecond > 0 ? `${counted} · ${rate} · ${formatDuration(secondsLeft)} left` : counted;
    case "paused":
      return `Paused at ${counted}`;
    case "done":
      return `${formatCount(networks)} networks in ${formatDuration(secondsElapsed)}${
        secondsElapsed > 0 ? ` · ${rateText(networks / secondsElapsed)}` : ""
      }`;
    case "cancelled":
      return `Cancelled at ${counted}${trains && done < networks ? ": what was in training is shown as it stood" : ""}`;
    case "failed":
      return `The sweep failed: ${message}`;
  }
}

/** Long training runs take seconds for each network. */
function rateText(networksPerSecond: number): string {
  const rate = networksPerSecond < 10 ? formatNumber(networksPerSecond, 2) : formatCount(networksPerSecond);
  return `${rate} networks/s`;
}

/** Spoken only when something changes that a listener would ask about: the phase, and each quarter of the way. */
function spokenText({ phase, share, message }: RunStatus, trains: boolean): string {
  if (phase === "running") return `${Math.floor(4 * share) * 25} percent ${trains ? "trained" : "computed"}`;
  if (phase === "failed") return `The sweep failed: ${message}`;
  return { starting: "Starting", paused: "Paused", done: "The map is complete", cancelled: "Cancelled" }[
    phase
  ];
}
