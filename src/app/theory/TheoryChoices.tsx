// The borders that say something of the networks on the map, each with a box to tick, its line, and its formula on hover and focus.

import { type Border, type BorderName, borderNames, borders } from "../../model/theory/borders/index.ts";
import { sayingBorders } from "../../store/figure/borders/borderCurves.ts";
import type { BorderPlane } from "../../store/figure/borders/borderPlane.ts";
import { dashesOf } from "../../store/figure/borders/dashes.ts";
import type { MapState } from "../map/mapState.ts";
import { planeUnder } from "./planes.ts";

const THEORY =
  "Curves that theory draws on what is measured: where it says that gradients keep their size, states change their kind, or steps become too large. Tick one, and see how far it is right.";

export function TheoryChoices({ map }: { map: MapState }) {
  const { page } = map;
  const planes = map.panels.value.flatMap((panel) => planeUnder(map, panel) ?? []);
  const saying = sayingBorders(planes);
  if (saying.length === 0) return null;
  const chosen = page.view.value.theory ?? [];
  const choose = (name: BorderName, isOn: boolean) => {
    const names = borderNames.filter((each) => (each === name ? isOn : chosen.includes(each)));
    page.changeView({ theory: names.length === 0 ? undefined : names });
  };
  return (
    <section class="theory" aria-label="Theory" data-testid="theory-choices">
      <span
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus.
        tabIndex={0}
        class="term"
        data-definition={THEORY}
      >
        Theory
      </span>
      {saying.map((name) => {
        const definition = definitionOf(borders[name], planes);
        return (
          <label key={name} data-definition={definition}>
            <input
              type="checkbox"
              checked={chosen.includes(name)}
              data-definition={definition}
              data-border={name}
              onChange={(event) => choose(name, event.currentTarget.checked)}
            />
            <svg width={26} height={10} aria-hidden="true">
              <path class="theory-sample" d="M1 5H25" stroke-dasharray={dashesOf[name]} />
            </svg>
            {borders[name].title}
          </label>
        );
      })}
    </section>
  );
}

/** Formula, source, and what is to be known before one holds it against the map. */
function definitionOf({ formula, source, note, says }: Border, planes: readonly BorderPlane[]): string {
  const point = planes.map((plane) => plane.at(0.4, 0.4)).find(says) ?? planes[0].at(0.4, 0.4);
  return [formula, note(point), `Source: ${source}`].join("\n");
}
