// What is timed and for how long; start, cancel, and how far it is.

import { caseName, sizesOf } from "../../lab/bench/cases.ts";
import { formatShare } from "../../store/figure/format.ts";
import { benchSizes } from "../../sweep/view.ts";
import type { Page } from "../state/page.ts";
import type { Doing } from "./benchState.ts";

export function BenchControls({ page }: { page: Page }) {
  const { bench } = page;
  const { benchLength, benchHidden } = page.view.value;
  const isFull = benchLength === "full";
  const sizes = benchHidden ?? sizesOf(!isFull);
  const isRunning = bench.isRunning.value;
  const choose = (size: number, isChosen: boolean) => {
    const next = benchSizes.filter((one) => (one === size ? isChosen : sizes.includes(one)));
    const isUsual = next.join() === sizesOf(!isFull).join();
    if (next.length > 0) page.changeView({ benchHidden: isUsual ? undefined : next });
  };
  return (
    <div class="bench-controls">
      <fieldset disabled={isRunning}>
        <legend>Length</legend>
        {[false, true].map((full) => (
          <label
            key={String(full)}
            data-definition={
              full
                ? "Every cell in both modes, runs of about 0.3 s, three charts: some minutes."
                : "rnn and lstm in both modes, runs of about 0.1 s, one chart: about a minute. Five runs all the same."
            }
          >
            <input
              type="radio"
              name="bench-length"
              checked={isFull === full}
              onChange={() =>
                page.changeView({ benchLength: full ? "full" : undefined, benchHidden: undefined })
              }
            />
            {full ? "full" : "quick"}
          </label>
        ))}
      </fieldset>
      <fieldset disabled={isRunning}>
        <legend
          // biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus.
          tabIndex={0}
          class="term"
          data-definition="Units of the networks that are timed. Large networks take an engine on a software adapter long to compile."
        >
          Hidden size H
        </legend>
        {benchSizes.map((size) => (
          <label key={size}>
            <input
              type="checkbox"
              checked={sizes.includes(size)}
              onChange={(event) => {
                choose(size, event.currentTarget.checked);
                // The last one stays: a bench of nothing is none.
                event.currentTarget.checked =
                  page.view.value.benchHidden?.includes(size) ??
                  sizesOf(page.view.value.benchLength !== "full").includes(size);
              }}
            />
            {size}
          </label>
        ))}
      </fieldset>
      <p class="buttons">
        {isRunning ? (
          <button type="button" class="quiet" onClick={() => bench.cancel()}>
            Cancel
          </button>
        ) : (
          <button type="button" onClick={() => page.startBench()}>
            {bench.phase.value === "idle" ? "Start the bench" : "Start again"}
          </button>
        )}
      </p>
      <BenchProgress page={page} />
    </div>
  );
}

const doingTexts = {
  compiling: "first run, compiling included",
  checking: "checking against the reference",
  timing: "timing",
  following: "following the speed over the number of networks",
} as const;

/** What is being done, for people. */
function doingText(doing: Doing | null): string {
  if (doing === null) return "opening the engines";
  return `${caseName(doing.case)} on ${doing.label}: ${doingTexts[doing.what]}`;
}

function BenchProgress({ page: { bench } }: { page: Page }) {
  const phase = bench.phase.value;
  if (phase === "idle") return null;
  const share = phase === "done" ? 1 : bench.share.value;
  return (
    <div class="bench-progress">
      <progress aria-label="Share of the bench that is done" max={1} value={share} />
      <p data-testid="bench-progress" data-phase={phase}>
        {
          {
            opening: "Opening the engines…",
            running: `${formatShare(Number(share.toFixed(2)))} · ${doingText(bench.doing.value)}`,
            done: "Done.",
            cancelled: "Cancelled: what is below was measured before.",
            failed: `The bench failed: ${bench.failure.value}`,
          }[phase]
        }
      </p>
      <p class="visually-hidden" role="status">
        {phase === "running" ? `${Math.floor(4 * share) * 25} percent of the bench` : `Bench: ${phase}`}
      </p>
    </div>
  );
}
