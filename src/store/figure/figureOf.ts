// From numbers to a figure: title, panels with their axes, legend, each where it belongs and nothing over anything else.

import { type BorderName, borders } from "../../model/theory/borders/index.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import type { View } from "../../sweep/view.ts";
import type { BorderCurve } from "./borders/borderCurves.ts";
import { ColourScale, type Limits } from "./colours.ts";
import type { Figure, Shape } from "./figure.ts";
import { cut, widthOf } from "./font/measure.ts";
import { borderShapes } from "./layout/borders.ts";
import { ticksAcross, ticksUp } from "./layout/fitted.ts";
import { legendShapes, occurringIn } from "./layout/legend.ts";
import { panelGridOf } from "./layout/panelGrid.ts";
import { type PlotPlace, plotShapes, TICKS_BELOW, TITLE_ABOVE } from "./layout/plot.ts";
import { FAINT, GAP, LABEL_SIZE, NOTE_SIZE, PADDING, PAPER, TICK_SIZE, TITLE_SIZE } from "./layout/style.ts";
import { paragraph, textShape } from "./layout/texts.ts";
import { automaticLimits, joined, MOST_SAMPLED, sampleOf } from "./limits.ts";
import type { Quantity } from "./quantity.ts";
import type { ShownAxis } from "./shownAxis.ts";

/** One map of a figure: numbers row by row from the lowest position of the axis up. */
export interface FigurePanel {
  readonly title: string;
  readonly values: Float64Array;
  /** What theory draws on it; blank: nothing. */
  readonly curves?: readonly BorderCurve[];
}

/** What a figure is made of. */
export interface FigureParts {
  readonly title: string;
  /** What is to be said below the title, e.g. where a slice lies. */
  readonly notes: readonly string[];
  readonly panels: readonly FigurePanel[];
  /** How many panels belong together in a row, where two dimensions make a grid; 0 where they do not. */
  readonly across: number;
  /** The size of each panel's grid. */
  readonly columns: number;
  readonly rows: number;
  /** The axes; null where the sweep has none. An axis may have more positions than the grid. */
  readonly x: ShownAxis | null;
  readonly y: ShownAxis | null;
  readonly quantity: Quantity;
  /** Where the colours end; undefined for the automatic limits. */
  readonly limits?: Limits | undefined;
  /** The borders that are drawn, whether or not a panel has them; blank: none. */
  readonly theory?: readonly BorderName[] | undefined;
  /** What a NaN may mean beside what the quantity says of it, e.g. `not computed`; empty for nothing else. */
  readonly unknown: string;
  readonly spec: SweepSpec;
  readonly view: View;
}

/** Narrower figures have no room for a title and a legend. */
const LEAST_ROOM = 380;

/** The figure of some panels, all on one colour scale. */
export function figureOf(parts: FigureParts): Figure {
  const { panels, across, columns, rows, x, y, quantity } = parts;
  const grids = panels.map(({ values }) => values);
  const limits = parts.limits ?? quantity.range ?? limitsOf(grids, columns, quantity);
  const scale = new ColourScale(quantity.scale, limits, parts.view);
  const grid = panelGridOf(panels.length, across, {
    columns: x === null ? null : columns,
    rows: y === null ? null : rows,
  });
  const { plotWidth, plotHeight } = grid;
  const below = x === null ? [] : ticksAcross(x, plotWidth, GAP / 2 - 2);
  const left = y === null ? [] : ticksUp(y, plotHeight);
  const labels = Math.max(0, ...left.map(({ label }) => widthOf(label, TICK_SIZE)));
  const start = Math.round(PADDING + (y === null ? 4 : labels + 9 + LABEL_SIZE + 10));
  const room = Math.max(LEAST_ROOM, grid.width);
  const width = Math.ceil(start + room + PADDING + GAP / 2);

  const title = paragraph(
    { x: start, y: PADDING, text: parts.title, size: TITLE_SIZE, isBold: true },
    room,
    3,
  );
  const notes = paragraph(
    { x: start, y: title.bottom + 2, text: parts.notes.join(" · "), size: NOTE_SIZE, fill: FAINT },
    room,
    4,
  );
  const shapes: Shape[] = [...title.shapes, ...notes.shapes];

  const isTitled = panels.some((panel) => panel.title !== "");
  const isPoint = x === null && y === null;
  const top = Math.ceil(notes.bottom + 8 + (isTitled ? TITLE_ABOVE : 0));
  const carriesBelow = (i: number) => i + grid.columns >= panels.length;
  // A last row that is not full leaves panels above it that carry labels of their own.
  const hasGaps = panels.length % grid.columns !== 0;
  const rowGap = (isTitled ? TITLE_ABOVE : 0) + (hasGaps || isPoint ? TICKS_BELOW : 0) + 12;
  panels.forEach((panel, i) => {
    const place = {
      x: start + (i % grid.columns) * (plotWidth + GAP),
      y: top + Math.floor(i / grid.columns) * (plotHeight + rowGap),
      width: plotWidth,
      height: plotHeight,
    };
    const map = { ...panel, columns, rows };
    shapes.push(
      ...plotShapes(place, map, scale, carriesBelow(i) ? below : [], i % grid.columns === 0 ? left : []),
    );
    shapes.push(...borderShapes(place, panel.curves ?? []));
    if (isPoint) shapes.push(valueShape(quantity, panel.values[0], place));
  });

  const plotsBottom = top + grid.rows * plotHeight + (grid.rows - 1) * rowGap;
  let bottom = plotsBottom + (x === null && !isPoint ? 0 : TICKS_BELOW);
  if (x !== null) {
    const text = cut(axisTitle(x), room, LABEL_SIZE);
    const half = widthOf(text, LABEL_SIZE) / 2;
    // Under a narrow plot a long title begins where the plot does.
    const middle = start + Math.max(half, Math.min(grid.width, room) / 2);
    shapes.push(textShape({ x: middle, y: bottom + 14, text, size: LABEL_SIZE, anchor: "middle" }));
    bottom += 20;
  }
  if (y !== null) {
    const span = plotsBottom - top;
    const text = cut(axisTitle(y), span, LABEL_SIZE);
    const at = { x: PADDING + LABEL_SIZE - 2, y: top + span / 2, anchor: "middle", isTurned: true } as const;
    shapes.push(textShape({ ...at, text, size: LABEL_SIZE }));
  }
  const legend = legendShapes(
    { x: start, y: Math.ceil(bottom + 10), room },
    quantity,
    scale,
    occurringIn(grids, quantity, limits),
    parts.unknown,
  );
  const height = Math.ceil(legend.bottom + PADDING - 6);
  const paper: Shape = { kind: "rect", x: 0, y: 0, width, height, fill: PAPER };
  return {
    title: parts.title,
    description: descriptionOf(parts),
    width,
    height,
    shapes: [paper, ...shapes, ...legend.shapes],
    spec: parts.spec,
    view: parts.view,
  };
}

/** The limits that the page would take: from samples of all panels, each from its upper left on. */
function limitsOf(grids: readonly Float64Array[], columns: number, { scale }: Quantity): Limits {
  const most = Math.ceil(MOST_SAMPLED / grids.length);
  const samples = grids.map((values) => {
    const rows = values.length / columns;
    const source = new Int32Array(values.length);
    for (let row = rows - 1, i = 0; row >= 0; row--) {
      for (let column = 0; column < columns; column++) source[i++] = row * columns + column;
    }
    return sampleOf({ at: (i) => values[i] }, source, most);
  });
  return automaticLimits(scale, joined(samples));
}

function axisTitle({ title, unit }: ShownAxis): string {
  return unit === "" ? title : `${title} (${unit})`;
}

/** A sweep without axes is one number, which is written out. */
function valueShape(quantity: Quantity, value: number, { x, y, width, height }: PlotPlace): Shape {
  const { text, unit } = quantity.text(value);
  const words = cut(`${text} ${unit}`.trim(), width + GAP - 4, TICK_SIZE);
  return textShape({ x: x + width / 2, y: y + height + 17, text: words, size: TICK_SIZE, anchor: "middle" });
}

function descriptionOf({ quantity, x, y, notes, theory = [] }: FigureParts): string {
  const axes = [
    ["Across", x],
    ["Up", y],
  ] as const;
  return [
    `${quantity.label}: ${quantity.definition}`,
    ...axes.flatMap(([where, axis]) =>
      axis === null ? [] : [`${where}: ${axisTitle(axis)}, ${axis.param}. ${axis.description}`.trim()],
    ),
    ...notes,
    ...theory.map((name) => `${borders[name].title}. ${borders[name].formula} ${borders[name].source}`),
  ].join("\n");
}
