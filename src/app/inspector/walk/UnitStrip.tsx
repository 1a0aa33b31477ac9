// Units × time as a strip of colour under the bars: where the gradient is, and which units let it through at which step.

import { useSignal } from "@preact/signals";
import type { TargetedPointerEvent } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { cells } from "../../../model/cells/index.ts";
import type { Walk } from "../../../model/walk/walk.ts";
import { formatNumber } from "../../../store/figure/format.ts";
import { LEFT, RIGHT } from "../GradientBars.tsx";
import { stripPixels } from "./stripPixels.ts";
import type { Walking } from "./walking.ts";
import { gateWord, stepWord, unitWord, walkDefinitions } from "./words.ts";

const LOWEST_ROW = 1.25;
const HIGHEST_ROW = 12;
const HEIGHT = 120;

export function UnitStrip({ walk, walking, width }: { walk: Walk; walking: Walking; width: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const layers = layersOf(walk);
  const chosen = useSignal(walk.hidden === 1 ? 1 : 0);
  const under = useSignal<{ readonly t: number; readonly unit: number } | null>(null);
  const layer = layers[Math.min(chosen.value, layers.length - 1)];
  const { strip, hidden, unroll } = walk;
  const slot = (width - LEFT - RIGHT) / (unroll + 1);
  const row = Math.min(HIGHEST_ROW, Math.max(LOWEST_ROW, HEIGHT / hidden));
  const { spec } = walking.network;
  useEffect(() => {
    const context = canvas.current?.getContext("2d") ?? null;
    if (context === null) return;
    const { columns } = strip;
    const image = new ImageData(stripPixels(walk, layer.index, spec.model.activation), columns, hidden);
    context.clearRect(0, 0, columns, hidden);
    context.putImageData(image, 0, 0);
  }, [walk, strip, hidden, layer.index, spec.model.activation]);
  const t = walking.t.value ?? unroll;
  const place = (event: TargetedPointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = 1 + Math.floor((event.clientX - box.left) / slot);
    const unit = Math.floor((event.clientY - box.top) / row);
    const isInside = at >= 1 && at <= unroll && unit >= 0 && unit < hidden;
    return isInside ? { t: at, unit } : null;
  };
  const read = under.value;
  const column = read === null ? 0 : Math.floor((read.t - 1) / strip.stepsPerColumn);
  return (
    <figure class="walk-strip">
      <label>
        {hidden === 1 ? "The unit over time: " : "Units over time: "}
        <select
          value={String(layers.indexOf(layer))}
          onChange={(event) => {
            chosen.value = Number(event.currentTarget.value);
          }}
        >
          {layers.map(({ name }, i) => (
            <option key={name} value={String(i)}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <div
        class="walk-strip-box"
        style={{ marginLeft: `${LEFT + slot}px`, width: `${slot * unroll}px`, height: `${row * hidden}px` }}
        onPointerMove={(event) => {
          under.value = place(event);
        }}
        onPointerLeave={() => {
          under.value = null;
        }}
        onPointerDown={(event) => {
          const to = place(event);
          if (to !== null) walking.goTo(to.t);
        }}
      >
        <canvas
          ref={canvas}
          width={strip.columns}
          height={hidden}
          role="img"
          aria-label={`${layer.name} of ${hidden === 1 ? "the unit" : `${hidden} units`}, one row each, over ${unroll} steps; the table below reads the step at hand.`}
          style={{ width: `${strip.columns * strip.stepsPerColumn * slot}px`, height: `${row * hidden}px` }}
        />
        <span class="walk-strip-at" style={{ left: `${(t - 0.5) * slot}px` }} />
      </div>
      <figcaption>
        {read === null ? (
          <>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus. */}
            <span class="term" tabIndex={0} data-definition={layer.definition}>
              {layer.legend}
            </span>
            {strip.stepsPerColumn > 1 ? `; ${strip.stepsPerColumn} steps share a column, as their mean` : ""}.
          </>
        ) : (
          `${stepWord(spec)} ${read.t}, ${unitWord(walk, read.unit)}: ${formatNumber(strip.layers[layer.index][column * hidden + read.unit], 3)}`
        )}
      </figcaption>
    </figure>
  );
}

/** A quantity of the strip. */
interface Layer {
  readonly index: number;
  readonly name: string;
  readonly legend: string;
  readonly definition: string;
}

/** What the strip can show: the gradient's share, φ' of the only gate, or the value of each of several. */
function layersOf(walk: Walk): Layer[] {
  const { gates } = cells[walk.cell];
  const share = {
    index: 0,
    name: "share of the gradient",
    legend: "the darker, the more of the gradient is in this unit",
    definition: walkDefinitions.holds,
  };
  if (gates.length === 1) {
    const slope = {
      index: 1,
      name: "φ′: what it lets through",
      legend: "the darker, the more it lets through; orange: saturated; empty: shut",
      definition: walkDefinitions.slope,
    };
    return [share, slope];
  }
  const values = gates.map((_, gate) => ({
    index: 1 + gates.length + gate,
    name: `the ${gateWord(walk, gate)}`,
    legend: "the darker, the further open; orange: below 0",
    definition: walkDefinitions.gate,
  }));
  return [share, ...values];
}
