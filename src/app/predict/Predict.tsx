// Where predictions meet the page: the button that covers the map, the covered map itself, and what lies over a revealed one.
// All but the button is loaded when it is first needed.

import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import type { Layout } from "../map/layout.ts";
import type { MapState } from "../map/mapState.ts";
import type { MapPanel } from "../map/panel.ts";
import { expectArrival, useArrival } from "./arrival.ts";
import { ASKED, canPredict } from "./asked.ts";
import { LOST, usePredictParts } from "./usePredictParts.ts";

const DEFINITION =
  "Covers the map. You draw where you expect its border; then the map is revealed, and your drawing scored from 0 to 100.";

/** In the map's header: the way to a prediction. */
export function PredictFirst({ map }: { map: MapState }) {
  const { page } = map;
  const isRevealed = page.view.value.predict === "revealed";
  return !isRevealed && canPredict(page.spec.value, page.arrangement.value) ? <Start map={map} /> : null;
}

function Start({ map }: { map: MapState }) {
  const button = useRef<HTMLButtonElement>(null);
  useArrival(button);
  return (
    <button
      ref={button}
      type="button"
      class="quiet"
      data-definition={DEFINITION}
      onClick={() => {
        expectArrival();
        map.page.changeView(ASKED);
      }}
    >
      Predict first
    </button>
  );
}

/** Above the map: what came of a prediction. */
export function PredictBar({ map }: { map: MapState }) {
  const { page } = map;
  const isRevealed = page.view.value.predict === "revealed";
  return isRevealed && canPredict(page.spec.value, page.arrangement.value) ? <Verdict map={map} /> : null;
}

function Verdict({ map }: { map: MapState }) {
  const parts = usePredictParts();
  if (parts === "lost") return <p role="alert">{LOST}</p>;
  return parts === "none" ? null : <parts.VerdictBar map={map} />;
}

interface OverlayParts {
  readonly map: MapState;
  readonly panel: MapPanel;
  /** Which of the panels it is. */
  readonly index: number;
  readonly layout: Layout;
}

/** Over a panel of a revealed map: the drawn lines and the measured border. */
export function PredictOverlay(place: OverlayParts) {
  const { map, panel, layout } = place;
  const isShown = map.page.view.value.predict === "revealed" && !panel.isDifference && layout.plotWidth > 0;
  return isShown ? <Overlay {...place} /> : null;
}

function Overlay(place: OverlayParts) {
  const parts = usePredictParts();
  return typeof parts === "string" ? null : <parts.VerdictOverlay {...place} />;
}

/** In place of the map: the question, and a cover to draw on. @param children the sweep's form */
export function Asked({ map, children }: { map: MapState; children: ComponentChildren }) {
  const parts = usePredictParts();
  if (typeof parts !== "string") return <parts.AskedPage map={map}>{children}</parts.AskedPage>;
  return (
    <main class="layout">
      <section class="map-panel panel" aria-label="The map, covered" aria-busy={parts === "none"}>
        <p role={parts === "lost" ? "alert" : "status"}>
          {parts === "lost" ? LOST : "The question is being loaded…"}
        </p>
      </section>
    </main>
  );
}
