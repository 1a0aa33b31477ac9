// What is said of a prediction beside its score: what was found, and what is the surprise, by the places on the axes.

import { formatNumber } from "../../store/figure/format.ts";
import { positionText, type ShownAxis } from "../../store/figure/shownAxis.ts";
import { middleOf, type Place } from "./border.ts";
import type { Question } from "./question.ts";
import type { Comparison, Score } from "./score.ts";
import { type Stretch, stretchesOf } from "./stretches.ts";

/** The map in words. */
export interface Named {
  readonly x: ShownAxis;
  readonly y: ShownAxis;
  /** What stands above each panel; empty for a single one. */
  readonly titles: readonly string[];
}

/** A stretch shorter than this share of the border is not worth a word. */
const TELLING = 0.12;
/** From here on a prediction is as good as a hand can make it. */
const MASTERLY = 85;
/** A line is beside the border where it counts less than this, … */
const BESIDE = 0.05;
/** … and worth a word where it is this share of all that was drawn. */
const STRAY = 0.3;

/** Lines lie to one side of the border where their ways to it add up to this share of the ways' lengths. */
const ONE_SIDED = 0.7;
/** Lines whose border is farther away, on the average, than this share of the map's diagonal were meant for something else. */
const AT_HAND = 0.15;
/** Places compared with each other, of each: enough for a direction. */
const MOST_COMPARED = 300;

/** One or two sentences. @param all which side a map without any border is on: 0 the first of the question's */
export function remarkOf(score: Score, question: Question, map: Named, all: 0 | 1): string {
  const { panels } = score;
  const stretches = stretchesOf(panels);
  const total = stretches.reduce((sum, { length }) => sum + length, 0);
  const hasDrawn = panels.some(({ pieces }) => pieces.length > 0);
  if (total === 0) {
    const none = `There is no border in this map: ${question.sides[all]}.`;
    return hasDrawn ? `${none} Your lines divide what is one.` : `${none} You drew none: well seen.`;
  }
  const worth = stretches.filter(({ length }) => length > TELLING * total);
  const found = worth.find(({ isFound }) => isFound);
  const missed = worth.find(({ isFound }) => !isFound);
  if (!hasDrawn) {
    const where = missed === undefined ? "" : `: look ${placeOf(missed, map)}`;
    return `You drew no line, and there is a border${where}.`;
  }
  const stray = strayOf(panels);
  const beside =
    stray === null
      ? ""
      : ` Near ${pointText(stray.place, map)}${inPanel(stray.panel, map)} you drew a line where there is none.`;
  if (missed === undefined) {
    if (score.score >= MASTERLY)
      return `You saw it coming: your line is the border, as near as a hand can draw it.${beside}`;
    return `You found all of the border that matters.${beside === "" ? " A steadier line would have scored higher." : beside}`;
  }
  if (found === undefined) {
    const way = shiftOf(panels);
    if (way !== null) return `The right idea in the wrong place: the border lies ${way} your line.`;
    return `The surprise: the border lies ${placeOf(missed, map)}.${beside}`;
  }
  return `You found the border ${placeOf(found, map)}; the one ${placeOf(missed, map, found)}, is the surprise.${beside}`;
}

/** Where a stretch is: by the axis that it cuts across, or by both where it runs aslant. @param after the one named before it */
function placeOf(stretch: Stretch, map: Named, after: Stretch | null = null): string {
  const { panel, x, y } = stretch;
  const inWhich = after?.panel === panel ? "" : inPanel(panel, map);
  const way = wayOf(stretch);
  // An axis is named once.
  const isShort = after !== null && wayOf(after) === way;
  switch (way) {
    case "up":
      return `${sideText(x, "on the left, ", "on the right, ")}near ${valueText(map.x, x, isShort)}${inWhich}`;
    case "across":
      return `${sideText(y, "at the bottom, ", "at the top, ")}near ${valueText(map.y, y, isShort)}${inWhich}`;
    case "aslant":
      return `around ${pointText([x, y], map)}${inWhich}`;
  }
}

function wayOf({ width, height }: Stretch): "up" | "across" | "aslant" {
  return height > 2 * width ? "up" : width > 2 * height ? "across" : "aslant";
}

function sideText(at: number, low: string, high: string): string {
  return at < 1 / 3 ? low : at > 2 / 3 ? high : "";
}

function inPanel(panel: number, { titles }: Named): string {
  return titles[panel] === undefined || titles[panel] === "" ? "" : ` (${titles[panel]})`;
}

function pointText([x, y]: Place, map: Named): string {
  return `${valueText(map.x, x)}, ${valueText(map.y, y)}`;
}

/** The value of an axis at a place along it, as finely as a hand can point. @param isShort without the axis's name */
export function valueText(axis: ShownAxis, share: number, isShort = false): string {
  const { values, title, unit, scale } = axis;
  const index = Math.min(values.length - 1, Math.floor(share * values.length));
  const [first, value, last] = [values[0], values[index], values[values.length - 1]];
  const isEven = typeof first === "number" && typeof value === "number" && typeof last === "number";
  const text =
    isEven && scale !== "values" ? roundText(value, last - first, scale) : positionText(axis, index);
  return `${isShort ? "" : `${title} = `}${text} ${unit}`.trim();
}

function roundText(value: number, span: number, scale: "linear" | "log"): string {
  if (scale === "log") return formatNumber(value, 2);
  const step = 10 ** Math.floor(Math.log10(Math.abs(span) / 20));
  return formatNumber(Math.round(value / step) * step, 6);
}

/** The middle of the longest line that is beside every border, or null where little is. */
function strayOf(panels: readonly Comparison[]): { panel: number; place: Place } | null {
  const all = panels.flatMap(({ pieces }, panel) => pieces.map((piece) => ({ ...piece, panel })));
  const beside = all.filter(({ met }) => met < BESIDE);
  if (beside.length < STRAY * all.length) return null;
  const { panel, place } = beside[beside.length >> 1];
  return { panel, place };
}

/** Which way the border lies from lines that are as a whole beside it, or null where they do not lie to one side. */
function shiftOf(panels: readonly Comparison[]): string | null {
  let [count, dx, dy, distance] = [0, 0, 0, 0];
  for (const { border, pieces } of panels) {
    if (border.edges.length === 0) continue;
    const middles = border.edges.map((edge) => middleOf(border, edge));
    const [px, py] = [Math.ceil(pieces.length / MOST_COMPARED), Math.ceil(middles.length / MOST_COMPARED)];
    for (let i = 0; i < pieces.length; i += px) {
      const [x, y] = pieces[i].place;
      let [nearest, wayX, wayY] = [Number.POSITIVE_INFINITY, 0, 0];
      for (let j = 0; j < middles.length; j += py) {
        const [ex, ey] = [middles[j][0] - x, middles[j][1] - y];
        const square = ex * ex + ey * ey;
        if (square < nearest) [nearest, wayX, wayY] = [square, ex, ey];
      }
      count++;
      dx += wayX;
      dy += wayY;
      distance += Math.sqrt(nearest);
    }
  }
  const size = Math.hypot(dx, dy);
  if (count === 0 || size < ONE_SIDED * distance || awayOf(panels) > AT_HAND) return null;
  const share = Math.round((100 * size) / count);
  const way =
    Math.abs(dx) > Math.abs(dy)
      ? dx > 0
        ? "to the right of"
        : "to the left of"
      : dy > 0
        ? "above"
        : "below";
  const unit = way === "above" || way === "below" ? "height" : "width";
  return `about ${share} % of the map’s ${unit} ${way}`;
}

/** How far the border is from the lines, averaged along it. */
function awayOf(panels: readonly Comparison[]): number {
  let [sum, total] = [0, 0];
  for (const { weights, away } of panels) {
    for (const [i, weight] of weights.entries()) {
      sum += weight * away[i];
      total += weight;
    }
  }
  return sum / total;
}
