// The panels of a sweep, told apart: where each lies along the panels' dimensions, and what stands above it.

import { type Arrangement, panelPositions } from "./arrangement.ts";
import { formatValue } from "./format.ts";
import type { ShownAxis } from "./shownAxis.ts";

/** What tells one panel from another. */
export interface PanelPlace {
  /** Its position along each of the panels' dimensions. */
  readonly at: readonly { readonly dimension: number; readonly index: number }[];
  /** The choice, e.g. `adam`; empty for a single panel. */
  readonly title: string;
  /** What it is a choice of. */
  readonly definition: string;
}

/** The panels of a sweep. @param axes the dimensions of its grid, the replicates last */
export function panelsOf(arrangement: Arrangement, axes: readonly ShownAxis[]): PanelPlace[] {
  const { panels } = arrangement;
  const named = panels.map((d) => axes[d]);
  const definition = named
    .map(({ title, description, param }) => `${title}: ${description} (${param})`)
    .join(" ");
  return panelPositions(arrangement).map((position) => ({
    at: position.map((index, i) => ({ dimension: panels[i], index })),
    title: position.map((index, i) => choiceText(named[i], index)).join(" · "),
    definition,
  }));
}

/** A position in words: a name speaks for itself; a number needs its axis beside it. */
export function choiceText(axis: ShownAxis, index: number): string {
  const value = axis.values[index];
  return typeof value === "string" ? value : `${axis.title} ${formatValue(value)} ${axis.unit}`.trim();
}
