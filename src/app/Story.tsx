// The few sentences beside the map that say what one sees, and the points worth clicking first.

import type { MapState } from "./map/mapState.ts";
import { presetOf } from "./presets/open.ts";
import type { Page } from "./state/page.ts";

export function Story({ page, map }: { page: Page; map: MapState }) {
  const preset = presetOf(page.spec.value)?.preset;
  return (
    <div class="story" data-testid="story">
      <p>{preset === undefined ? describe(map) : preset.story.join(" ")}</p>
      {preset === undefined ? null : (
        <p class="story-points">
          <span>Open one:</span>
          {preset.points.map(({ label, at }) => (
            <button
              key={label}
              type="button"
              class="quiet"
              aria-pressed={page.view.value.point?.join() === [...at, 0].join()}
              onClick={() => page.changeView({ point: [...at, 0] })}
            >
              {label}
            </button>
          ))}
        </p>
      )}
    </div>
  );
}

/** For a sweep of one's own: what its axes and its colours are. */
function describe(map: MapState): string {
  const [x, y, ...rest] = map.axes.value.slice(0, -1);
  const where =
    x === undefined
      ? "This is a single network"
      : y === undefined
        ? `Every column is one network: ${x.title} runs from left to right`
        : `Every pixel is one network: ${x.title} runs from left to right, ${y.title} upwards`;
  const inPanels = map.panels.value.length > 1;
  const panels = inPanels ? ` Each panel is one choice of ${rest[0].title}.` : "";
  const sliders = rest.length > (inPanels ? 1 : 0) ? " The sliders choose the other dimensions." : "";
  return `${where}.${panels}${sliders} The colour is its ${map.metric.value.label}. ${map.metric.value.definition}`;
}
