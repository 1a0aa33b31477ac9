// How far the sweep is, how fast, on which engine and why; and the three things one can do about it.

import type { EngineReport } from "../lab/events.ts";
import { formatCount, formatDuration, formatNumber, formatShare } from "../store/figure/format.ts";
import { SpokenProgress } from "./spoken/SpokenProgress.tsx";
import type { Page } from "./state/page.ts";
import type { RunStatus } from "./state/runStatus.ts";

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
  const isKept = status.keptId !== null;
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
      <SpokenProgress page={page} waits={waits} />
      <p class="buttons">
        {phase === "running" ? (
          <button type="button" onClick={() => page.run.pause()}>
            Pause
          </button>
        ) : null}
        {phase === "paused" && !status.isFull ? (
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
        ) : isKept && phase === "done" ? (
          <button
            type="button"
            onClick={() => void page.runAnew()}
            data-definition="Computes every network anew, and deletes what is kept of this sweep before."
          >
            Run anew
          </button>
        ) : (
          <button type="button" onClick={() => page.restart()}>
            {isKept ? "Go on" : "Run again"}
          </button>
        )}
        <KeepLine page={page} status={status} />
      </p>
      {status.isFull ? <FullNotice page={page} message={status.message} /> : null}
      {status.keepProblem !== "" && !status.isFull ? (
        <p class="kept-elsewhere" role="alert">
          The sweep could not be kept: {status.keepProblem}.
        </p>
      ) : null}
      {status.isElsewhere ? (
        <p class="kept-elsewhere" role="status">
          Another tab runs this very sweep. This one only reads what comes of it, and goes on by itself once
          the other is closed.
        </p>
      ) : null}
      {engine === null ? null : <EngineLine engine={engine} />}
    </div>
  );
}

const KEEP_DEFINITION =
  "Keeps the results in this browser, so that they are there when the page is next opened. Sweeps that run for more than three seconds are kept by themselves.";

/** Whether the sweep is kept, and the way to it. */
function KeepLine({ page, status }: { page: Page; status: RunStatus }) {
  if (status.keptId !== null) {
    return (
      <a
        class="kept-link"
        href={page.linkTo("kept")}
        data-testid="is-kept"
        data-definition="Kept in this browser, tile by tile: the list of all kept sweeps."
      >
        Kept
      </a>
    );
  }
  if (page.kept.isThere.value === false || status.networks === 0 || status.phase === "failed") return null;
  return (
    <button type="button" class="quiet" onClick={() => page.run.keep()} data-definition={KEEP_DEFINITION}>
      Keep
    </button>
  );
}

/** The run waits: nothing is lost, and somebody has to say how it goes on. */
function FullNotice({ page, message }: { page: Page; message: string }) {
  return (
    <div class="kept-full" role="alert" data-testid="full">
      <p>
        There is no room left to keep results ({message}). The sweep stands still, and nothing is lost. Delete
        kept sweeps or free space on the disk, then try again; or go on without keeping what is still to come.
      </p>
      <p class="buttons">
        <button type="button" onClick={() => page.run.decide("try again")}>
          Try again
        </button>
        <a class="button" href={page.linkTo("kept")}>
          Kept sweeps
        </a>
        <button type="button" class="quiet" onClick={() => page.run.decide("go on unkept")}>
          Go on without keeping
        </button>
      </p>
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
  const { phase, done, share, networks, networksPerSecond, secondsLeft, message } = status;
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
      return doneText(status);
    case "cancelled":
      return `Cancelled at ${counted}${trains && done < networks ? ": what was in training is shown as it stood" : ""}`;
    case "failed":
      return `The sweep failed: ${message}`;
  }
}

function doneText({ networks, before, secondsElapsed }: RunStatus): string {
  const computed = networks - before;
  if (computed === 0) return `${formatCount(networks)} networks, kept from before`;
  const all =
    before === 0 ? "" : `${formatCount(networks)} networks, ${formatCount(before)} kept from before, `;
  const rate = secondsElapsed > 0 ? ` · ${rateText(computed / secondsElapsed)}` : "";
  return `${all}${formatCount(computed)} ${before === 0 ? "networks " : ""}in ${formatDuration(secondsElapsed)}${rate}`;
}

/** Long training runs take seconds for each network. */
function rateText(networksPerSecond: number): string {
  const rate = networksPerSecond < 10 ? formatNumber(networksPerSecond, 2) : formatCount(networksPerSecond);
  return `${rate} networks/s`;
}
