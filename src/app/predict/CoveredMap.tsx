// The covered map: a panel to draw on for each of the map's, and what is said to those who draw without seeing.

import { useRef } from "preact/hooks";
import { columnsOf, edgesOf, GAP, LABELS } from "../map/trellis.ts";
import { useWidth } from "../useWidth.ts";
import { CoveredPanel } from "./CoveredPanel.tsx";
import type { Prediction } from "./prediction.ts";
import { valueText } from "./remark.ts";

export function CoveredMap({ prediction }: { prediction: Prediction }) {
  const { map } = prediction;
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const { value: panels } = map.panels;
  const { panels: dimensions, shape } = map.page.arrangement.value;
  const across = dimensions.length > 1 ? shape[dimensions[dimensions.length - 1]] : 0;
  const columns = columnsOf(panels.length, across, width, LABELS);
  const style = {
    "--columns": columns,
    "--panel-rows": Math.ceil(panels.length / columns),
    "--labels": `${LABELS}px`,
    "--gap": `${GAP}px`,
  };
  return (
    <div ref={box} class={`map-box ${panels.length > 1 ? "map-panels" : ""}`} style={style}>
      {panels.map(({ place }, index) => (
        <CoveredPanel
          key={place.title}
          prediction={prediction}
          place={place}
          index={index}
          edges={{ ...edgesOf(index, panels.length, columns), labels: LABELS }}
        />
      ))}
      <p id="predict-keys" class="visually-hidden">
        Arrow keys move the pen, with Shift five times as far; Space puts it down and lifts it; Backspace
        drops the line at hand, or takes the last one back.
      </p>
      <p class="visually-hidden" role="status" data-testid="predict-live">
        {spokenText(prediction)}
      </p>
    </div>
  );
}

/** Where the pen is; how much is drawn, where nobody holds it. */
function spokenText({ pen, drawing, refusal, map }: Prediction): string {
  if (refusal.value !== "") return refusal.value;
  const { length } = drawing.value;
  const drawn = length === 0 ? "Nothing drawn" : `${length} ${length === 1 ? "line" : "lines"} drawn`;
  if (pen.value === null) return drawn;
  const { place, isDown } = pen.value;
  const { x, y } = map.page.arrangement.value;
  const { value: axes } = map.axes;
  const where = `${valueText(axes[x], place[0])}, ${valueText(axes[y], place[1])}`;
  return `${where}, ${isDown ? "pen down" : "pen up"}. ${drawn}.`;
}
