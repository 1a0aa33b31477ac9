// Where one is: steps that lead back out, a small map of where one began, and what to do where float32 runs out.

import type { MapState } from "../map/mapState.ts";
import { MiniMap } from "./MiniMap.tsx";
import { ResolutionNotice } from "./ResolutionNotice.tsx";
import { stepsTo, timesText } from "./steps.ts";

const TIMES =
  "How many times as large as at the beginning the map shows what lies on it, along the axis that is zoomed in furthest.";

export function ZoomTrail({ map }: { map: MapState }) {
  const { zoom } = map;
  if (!zoom.isZoomed.value) return null;
  const steps = stepsTo(zoom.axes.value, zoom.home.value);
  return (
    <div class="zoom-trail" data-testid="zoom-trail">
      <MiniMap map={map} />
      <div>
        <nav aria-label="Zoom levels">
          <ol>
            {steps.map(({ times, ranges }, i) => (
              <li key={timesText(times)}>
                {i === steps.length - 1 ? (
                  // biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus.
                  <b aria-current="location" tabIndex={0} data-definition={TIMES}>
                    {timesText(times)}
                  </b>
                ) : (
                  <button
                    type="button"
                    class="quiet"
                    onClick={() => (i === 0 ? zoom.goHome() : zoom.goTo(ranges))}
                    data-definition={
                      i === 0
                        ? "Back to where the axes began."
                        : `Out to ${timesText(times)}, around the same middle.`
                    }
                  >
                    {timesText(times)}
                  </button>
                )}
              </li>
            ))}
          </ol>
        </nav>
        <ResolutionNotice map={map} />
      </div>
    </div>
  );
}
