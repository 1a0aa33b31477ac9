// How what a sweep compares is shown: which dimensions make the panels, what becomes of the replicates, and the difference
// of which two panels is drawn.

import { type Arrangement, panelChoices } from "../../../store/figure/arrangement.ts";
import type { MapState } from "../mapState.ts";
import { ReplicateChoice } from "./ReplicateChoice.tsx";

const PANELS = "Which dimensions have a panel for each of their positions; the others have a slider.";
const DIFFERENCE = "Draws a further panel: the value in panel A less that in panel B, point by point.";

export function CompareBar({ map }: { map: MapState }) {
  const { page } = map;
  const choices = panelChoices(page.arrangement.value);
  const panels = map.panels.value.length;
  const hasReplicates = page.spec.value.replicates > 1;
  if (choices.length < 2 && panels < 2 && !hasReplicates) return null;
  return (
    <fieldset class="compare">
      <legend class="visually-hidden">Comparison</legend>
      {choices.length < 2 ? null : <PanelChoice map={map} choices={choices} />}
      {hasReplicates ? <ReplicateChoice map={map} /> : null}
      {panels < 2 ? null : <DifferenceChoice map={map} />}
    </fieldset>
  );
}

function PanelChoice({ map, choices }: { map: MapState; choices: readonly (readonly number[])[] }) {
  const { page } = map;
  const nameOf = (dimensions: Arrangement["panels"]) =>
    dimensions.length === 0 ? "none" : dimensions.map((d) => map.axes.value[d].title).join(" × ");
  return (
    <label data-definition={PANELS}>
      Panels
      <select
        value={page.arrangement.value.panels.join()}
        data-definition={PANELS}
        onChange={(event) => {
          const { value } = event.currentTarget;
          const chosen = value === "" ? [] : value.split(",").map(Number);
          page.changeView({ panels: chosen, difference: undefined, differenceLimits: undefined });
        }}
      >
        {choices.map((dimensions) => (
          <option key={dimensions.join()} value={dimensions.join()}>
            {nameOf(dimensions)}
          </option>
        ))}
      </select>
    </label>
  );
}

function DifferenceChoice({ map }: { map: MapState }) {
  const { page } = map;
  const { value: difference } = page.difference;
  const change = (to: readonly [number, number] | undefined) =>
    page.changeView({ difference: to, differenceLimits: undefined });
  const choose = (end: 0 | 1, panel: number) => {
    if (difference === null) return;
    const other = difference[1 - end];
    // The same panel twice is no difference: the two change places.
    const moved = other === panel ? difference[end] : other;
    change(end === 0 ? [panel, moved] : [moved, panel]);
  };
  return (
    <span class="compare-difference">
      <label data-definition={DIFFERENCE}>
        <input
          type="checkbox"
          checked={difference !== null}
          data-definition={DIFFERENCE}
          onChange={(event) => change(event.currentTarget.checked ? [0, 1] : undefined)}
        />
        Difference
      </label>
      {difference === null
        ? null
        : ([0, 1] as const).map((end) => (
            <label key={end}>
              {"AB"[end]}
              <select
                value={difference[end]}
                aria-label={`Panel ${"AB"[end]} of the difference`}
                onChange={(event) => choose(end, Number(event.currentTarget.value))}
              >
                {map.panels.value.map(({ place }, panel) => (
                  <option key={place.title} value={panel}>
                    {place.title}
                  </option>
                ))}
              </select>
            </label>
          ))}
    </span>
  );
}
