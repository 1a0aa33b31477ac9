// How far the sweep is, how fast, on which engine and why; and the three things one can do about it.

import type { EngineReport } from "../lab/events.ts";
import { formatCount, formatDuration } from "./format.ts";
import type { Page } from "./state/page.ts";
import type { RunStatus } from "./state/run.ts";

const DEFINITION =
  "Networks: points of the grid times replicates. Networks/s: those computed per second since the start, pauses left out; the time left assumes that it stays so.";

export function Progress({ page }: { page: Page }) {
  const status = page.run.status.value;
  const { phase, done, networks, engine } = status;
  const going = phase === "running" || phase === "paused" || phase === "starting";
  return (
    <div class="progress">
      <progress
        aria-label="Networks computed"
        max={Math.max(1, networks)}
        value={done}
        class={phase === "failed" ? "progress-failed" : ""}
      />
      <p
        class="progress-text"
        data-testid="progress"
        data-phase={phase}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus.
        tabIndex={0}
        data-definition={DEFINITION}
      >
        {progressText(status)}
      </p>
      <p class="visually-hidden" role="status">
        {spokenText(status)}
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
        {going ? (
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

function progressText(status: RunStatus): string {
  const { phase, done, networks, networksPerSecond, secondsLeft, secondsElapsed, message } = status;
  const counted = `${formatCount(done)} of ${formatCount(networks)} networks`;
  const rate = `${formatCount(networksPerSecond)} networks/s`;
  switch (phase) {
    case "starting":
      return "Starting the engine…";
    case "running":
      return networksPerSecond > 0 ? `${counted} · ${rate} · ${formatDuration(secondsLeft)} left` : counted;
    case "paused":
      return `Paused at ${counted}`;
    case "done":
      return `${formatCount(networks)} networks in ${formatDuration(secondsElapsed)}${
        secondsElapsed > 0 ? ` · ${formatCount(networks / secondsElapsed)} networks/s` : ""
      }`;
    case "cancelled":
      return `Cancelled at ${counted}`;
    case "failed":
      return `The sweep failed: ${message}`;
  }
}

/** Spoken only when something changes that a listener would ask about: the phase, and each quarter of the way. */
function spokenText({ phase, done, networks, message }: RunStatus): string {
  if (phase === "running") return `${Math.floor((4 * done) / Math.max(1, networks)) * 25} percent computed`;
  if (phase === "failed") return `The sweep failed: ${message}`;
  return { starting: "Starting", paused: "Paused", done: "The map is complete", cancelled: "Cancelled" }[
    phase
  ];
}
