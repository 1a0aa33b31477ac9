// Below the legend: whether the map shows how far it can be trusted, the check of a sample against the reference, and what
// that found.

import { formatCount } from "../../store/figure/format.ts";
import type { MapState } from "../map/mapState.ts";
import { checkText, disagreementText } from "./checkText.ts";
import { CHECKED_POINTS, type Check } from "./trustState.ts";

/** Disagreements listed on the page; a sweep that is wrong everywhere needs no longer list. */
const MOST_LINES = 20;
const TRUST =
  "Hatches the points beyond the chaos horizon, T > ln(0.1/2⁻²⁴)/λ: there two correct programs may part, so that a single point is one possible outcome, and the texture of the map is what is real. A check adds what it found: those of its own points at which float32 and float64 do part are hatched, numbers that disagree with the reference are ringed.";
const CHECK = `Recomputes ${CHECKED_POINTS} points, drawn at random from those that are done, in float64. Inside the chaos horizon every number must agree within its bound; beyond it the numbers' distribution must.`;

export function TrustBar({ map }: { map: MapState }) {
  const { page } = map;
  const isOn = page.view.value.trust === true;
  const { value: check } = page.trust.check;
  return (
    <section class="trust" aria-label="Trust">
      <div class="trust-controls">
        <label data-definition={TRUST}>
          <input
            type="checkbox"
            checked={isOn}
            data-definition={TRUST}
            onChange={(event) => page.changeView({ trust: event.currentTarget.checked ? true : undefined })}
          />
          Trust
        </label>
        {isOn ? <span class="trust-source">{sourceText(map)}</span> : null}
        {check.phase === "running" ? (
          <>
            <progress
              aria-label="Points checked"
              max={Math.max(1, check.points)}
              value={check.done}
              data-testid="check-progress"
            />
            <button type="button" class="quiet" onClick={() => page.trust.cancel()}>
              Cancel the check
            </button>
          </>
        ) : (
          <button
            type="button"
            class="quiet"
            disabled={page.run.status.value.done === 0}
            data-definition={CHECK}
            onClick={() => {
              page.trust.start();
              // What it finds is marked on the map.
              if (!isOn) page.changeView({ trust: true });
            }}
          >
            Check {CHECKED_POINTS} points against the reference
          </button>
        )}
      </div>
      <p role="status" data-testid="check" data-phase={check.phase} data-verdict={verdictOf(check)}>
        {phaseText(check)}
      </p>
      {check.phase === "done" ? <Disagreements map={map} check={check} /> : null}
    </section>
  );
}

function verdictOf(check: Check): string | undefined {
  return check.phase === "done" ? check.report.verdict : undefined;
}

function phaseText(check: Check): string {
  switch (check.phase) {
    case "none":
      return "";
    case "running":
      return `${formatCount(check.done)} of ${formatCount(check.points)} points checked`;
    case "cancelled":
      return "The check was cancelled.";
    case "failed":
      return `The check failed: ${check.message}`;
    case "done":
      return checkText(check.report);
  }
}

/** What the hatching rests on. */
function sourceText(map: MapState): string {
  const { spec } = map.page;
  if (spec.value.metrics.includes("lyapunov")) return "hatched: may be beyond the chaos horizon";
  return spec.value.mode === "training"
    ? "hatched: checked points whose training float32 cannot follow to its end"
    : "hatched: checked points beyond the chaos horizon; with the metric Lyapunov exponent all of them are";
}

function Disagreements({ map, check }: { map: MapState; check: Check & { readonly phase: "done" } }) {
  const { page } = map;
  const { disagreements, disagreeing } = check.report;
  if (disagreements.length === 0) return null;
  return (
    <>
      <ul class="trust-list" data-testid="disagreements">
        {disagreements.slice(0, MOST_LINES).map((point) => (
          <li key={`${point.metric} ${point.indices}`}>
            <a
              href={page.linkToPoint(point.indices)}
              onClick={(event) => {
                event.preventDefault();
                page.changeView({ point: point.indices });
              }}
            >
              {disagreementText(point, map.axes.value)}
            </a>
          </li>
        ))}
      </ul>
      {disagreeing > MOST_LINES ? <p>… and {formatCount(disagreeing - MOST_LINES)} more.</p> : null}
    </>
  );
}
