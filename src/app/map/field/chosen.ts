// The field and the quantity that a view asks for: a metric, of the points of a pixel where several share one, and of all
// replicates of a point where they are reduced; in this order.

import type { MetricName } from "../../../model/metrics/index.ts";
import { metricQuantity, type Quantity, reducedQuantity } from "../../../store/figure/quantity.ts";
import type { Reduction } from "../../../store/figure/reduction.ts";
import type { ShownAxis } from "../../../store/figure/shownAxis.ts";
import type { ShownGrid } from "../../../store/shownGrid.ts";
import type { Merging } from "../../../sweep/view.ts";
import { type Field, MetricField } from "./field.ts";
import { mergedQuantity, mergingDefinition } from "./mergedQuantity.ts";
import { ReducedField } from "./reducedField.ts";

/** What of a metric is shown. */
export interface Choice {
  readonly metric: MetricName;
  /** How the points of a pixel become one number; it means nothing where each has a pixel of its own. */
  readonly merging: Merging;
  /** How the replicates do, or null where they do not. */
  readonly reduction: Reduction | null;
}

export function chosenField(store: ShownGrid, { metric, merging, reduction }: Choice): Field {
  return reduction === null
    ? new MetricField(store, metric, merging)
    : new ReducedField(store, metric, reduction, merging);
}

/** @param axes the dimensions of the grid, the replicates last */
export function chosenQuantity(
  { metric, merging, reduction }: Choice,
  axes: readonly ShownAxis[],
  isMerged: boolean,
): Quantity {
  const own = isMerged ? mergedQuantity(metric, merging, axes) : metricQuantity(metric);
  if (reduction === null) return own;
  const note = isMerged ? ` ${mergingDefinition(metric, merging, axes)}` : "";
  return reducedQuantity(metric, reduction, axes[axes.length - 1].values.length, own, note);
}
