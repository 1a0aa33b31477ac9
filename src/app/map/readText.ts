// A value of the map in words: the number with its unit, and of how many replicates it is made so far.

import type { Quantity } from "../../store/figure/quantity.ts";
import type { Cell } from "./cursor.ts";
import type { ShownValue } from "./field/field.ts";
import type { MapState } from "./mapState.ts";

/** What is to be said of a value beside its number: nothing, where it is final and whole. */
export function countText({ isFinal, there, of, numbers }: ShownValue): string {
  if (of === 1) return isFinal ? "" : " so far";
  if (!isFinal) return ` (${there} of ${of} so far)`;
  return numbers < of ? ` (${numbers} of ${of} have a number)` : "";
}

/** The value of a quantity at a cell. */
export function cellText(map: MapState, quantity: Quantity, cell: Cell): string {
  const shown = map.valueAt(cell);
  if (shown === null) return "not computed yet";
  const { text, unit } = quantity.text(shown.value);
  return `${text} ${unit}`.trim() + countText(shown);
}
