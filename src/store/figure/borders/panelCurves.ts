// The borders of a figure's panels: those that its view asks for, where they say something.

import { type BorderName, borders } from "../../../model/theory/borders/index.ts";
import type { SweepSpec } from "../../../sweep/spec.ts";
import type { View } from "../../../sweep/view.ts";
import type { Arrangement } from "../arrangement.ts";
import type { PanelPlace } from "../panelPlace.ts";
import type { ShownAxis } from "../shownAxis.ts";
import { sliceOf } from "../viewed.ts";
import { type BorderCurve, sayingBorders, wholeCurve } from "./borderCurves.ts";
import { borderPlane } from "./borderPlane.ts";

/** The curves on one panel. */
export function panelCurves(
  spec: SweepSpec,
  axes: readonly ShownAxis[],
  arrangement: Arrangement,
  { at }: PanelPlace,
  view: View,
): BorderCurve[] {
  const { theory = [] } = view;
  if (theory.length === 0) return [];
  const { x, y, hidden, shape, isReduced } = arrangement;
  const slice = sliceOf(arrangement, view);
  const position = shape.map((_, d) => {
    const own = at.find(({ dimension }) => dimension === d);
    return own?.index ?? slice[hidden.indexOf(d)] ?? 0;
  });
  const plane = borderPlane(spec, axes, { x, y, isReduced, position });
  if (plane === null) return [];
  const saying = sayingBorders([plane]);
  const curves = theory.filter((name) => saying.includes(name)).map((name) => wholeCurve(plane, name));
  return curves.filter(({ lines }) => lines.length > 0);
}

/** What is said of the curves below a figure's title. */
export function theoryNote(names: readonly BorderName[]): string[] {
  return names.length === 0 ? [] : [`theory: ${names.map((name) => borders[name].title).join("; ")}`];
}
