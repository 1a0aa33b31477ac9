// The few sentences beside the map that say what one sees, and the points worth clicking first.

import { metrics } from "../model/metrics/index.ts";
import { slidersOf } from "../store/figure/arrangement.ts";
import { Glossed } from "./later/parts.tsx";
import { pointsText } from "./map/field/mergedQuantity.ts";
import type { MapState } from "./map/mapState.ts";
import { presets } from "./presets/index.ts";
import { presetOf } from "./presets/open.ts";
import type { Page } from "./state/page.ts";
import { StoryInvitation } from "./story/StoryInvitation.tsx";

export function Story({ page, map }: { page: Page; map: MapState }) {
  const preset = presetOf(page.spec.value)?.preset;
  // On the first visit's map one thing is offered to be clicked next, until a network was opened.
  const isNew = preset === presets.scalar && page.view.value.point === undefined;
  return (
    <div class="story" data-testid="story">
      <p>
        <Glossed text={preset === undefined ? describe(map) : preset.story.join(" ")} />
      </p>
      {preset === undefined ? null : (
        <p class="story-points">
          <span>Click the map, or:</span>
          {preset.points.map(({ label, at }, i) => (
            <button
              key={label}
              type="button"
              class={i === 0 && isNew ? "quiet next-step" : "quiet"}
              aria-pressed={page.view.value.point?.join() === [...at, 0].join()}
              onClick={() => page.changeView({ point: [...at, 0] })}
            >
              {label}
            </button>
          ))}
          {preset === presets.scalar ? <StoryInvitation page={page} /> : null}
        </p>
      )}
    </div>
  );
}

/** For a sweep of one's own: what its axes and its colours are. */
export function describe(map: MapState): string {
  const arrangement = map.page.arrangement.value;
  const titleOf = (d: number) => map.axes.value[d].title;
  const { x, y, panels } = arrangement;
  const one = map.isMerged.value ? `made of ${pointsText(map.axes.value)}` : "one network";
  const where =
    x < 0
      ? "This is a single network"
      : y < 0
        ? `Every column is ${one}: ${titleOf(x)} runs from left to right`
        : `Every pixel is ${one}: ${titleOf(x)} runs from left to right, ${titleOf(y)} upwards`;
  const inPanels =
    panels.length === 0 ? "" : ` Each panel is one choice of ${panels.map(titleOf).join(" and ")}.`;
  const sliders = slidersOf(arrangement).length > 0 ? " The sliders choose the other dimensions." : "";
  // How replicates are reduced is said at the legend; here the metric itself is enough.
  const { definition } = metrics[map.page.metric.value];
  const { label } = map.quantity.value;
  return `${where}.${inPanels}${sliders} The colour is its ${label}. ${definition}`;
}
