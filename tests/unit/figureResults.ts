// Results made of a formula instead of a run, read as a store is read; and the map of a figure's PNG, pixel by pixel.

import type { MetricName } from "../../src/model/metrics/index.ts";
import type { Figure, ImageShape } from "../../src/store/figure/figure.ts";
import { type FigureOptions, figureFromResults } from "../../src/store/figure/figureFromResults.ts";
import type { SweepResults } from "../../src/store/results.ts";
import { metricsOf } from "../../src/sweep/metricsOf.ts";
import { planSweep } from "../../src/sweep/plan.ts";
import type { View } from "../../src/sweep/view.ts";
import { sound } from "./draw.ts";

/** A value at grid indices: axes, then the replicate. */
export type Formula = (indices: readonly number[], metric: MetricName) => number;

/** Results of a spec by a formula. @param chunkShape the block in which they are kept; blank: all in one */
export function resultsOf(spec: object, formula: Formula, chunkShape?: readonly number[]): SweepResults {
  const resolved = sound(spec);
  const limits = { maxNetworks: 2 ** 30, maxCost: 2 ** 60, costPerNetwork: 1, costPerStep: 1 };
  const { axes, shape } = planSweep(resolved, () => limits);
  return {
    spec: resolved,
    axes,
    shape,
    chunkShape: chunkShape ?? shape,
    metrics: metricsOf(resolved),
    async read(metric, box) {
      const values = new Float64Array(box.count.reduce((a, b) => a * b, 1));
      const at = [...box.start];
      for (let i = 0; i < values.length; i++) {
        values[i] = formula(at, metric);
        for (let d = at.length - 1; d >= 0 && ++at[d] === box.start[d] + box.count[d]; d--)
          at[d] = box.start[d];
      }
      return values;
    },
  };
}

export const gain = (count: number) => ({ param: "init.recurrent.gain", from: 0, to: 3, count });
export const unroll = (count: number) => ({ param: "task.unroll", from: 1, to: count, count });

/** A figure of a formula. */
export function figured(
  spec: object,
  formula: Formula,
  view: View = {},
  options: FigureOptions = {},
): Promise<Figure> {
  return figureFromResults(resultsOf(spec, formula), view, options);
}

/** The maps of a figure, without the strip of its legend. */
export function mapsOf(figure: Figure): ImageShape[] {
  return figure.shapes.filter(
    (shape): shape is ImageShape => shape.kind === "image" && shape.label.startsWith("The map"),
  );
}
