// A labelled slider for each dimension that the map does not show.

import { slidersOf } from "../../store/figure/arrangement.ts";
import { formatValue } from "../../store/figure/format.ts";
import type { MapState } from "./mapState.ts";

export function Slices({ map }: { map: MapState }) {
  const { page } = map;
  const arrangement = page.arrangement.value;
  const { shape, hidden } = arrangement;
  const sliders = slidersOf(arrangement);
  if (sliders.length === 0) return null;
  const inPanels = map.panels.value.length > 1;
  const choose = (d: number, index: number) => {
    const slice = hidden.map((other, i) => (other === d ? index : page.slice.value[i]));
    page.changeView({ slice });
  };
  return (
    <fieldset class="slices">
      <legend>Dimensions beyond the map’s {inPanels ? "panels" : "two"}</legend>
      {sliders.map((d) => {
        const axis = map.axes.value[d];
        const index = page.slice.value[hidden.indexOf(d)];
        const text = `${formatValue(axis.values[index])} ${axis.unit}`.trim();
        return (
          <label key={axis.param} data-definition={`${axis.description} (${axis.param})`}>
            <span>{axis.title}</span>
            <input
              type="range"
              min={0}
              max={shape[d] - 1}
              step={1}
              value={index}
              aria-valuetext={text}
              onInput={(event) => choose(d, Number(event.currentTarget.value))}
            />
            <output>{text}</output>
          </label>
        );
      })}
    </fieldset>
  );
}
