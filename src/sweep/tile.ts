// A tile: a block of points that runs as one unit, and the networks it stands for.

import { type AxisValue, withField } from "./axis.ts";
import type { SweepPlan } from "./plan.ts";
import { type PointParameters, pointParametersOf } from "./point.ts";
import type { SweepSpec } from "./spec.ts";

/**
 * A box of the sweep's grid with strides: per dimension (the axes, then replicates) the indices
 * start, start + stride, …, count of them. A stride above 1 is how a coarse picture comes first.
 */
export interface Tile {
  readonly index: number;
  readonly start: readonly number[];
  readonly stride: readonly number[];
  readonly count: readonly number[];
}

/** Number of networks of a tile. */
export function tileSize(tile: Tile): number {
  return tile.count.reduce((a, b) => a * b, 1);
}

/** The grid indices (axes, then replicate) of a tile's networks in order, last dimension fastest. */
export function* tileIndices(tile: Tile): Generator<number[]> {
  const dimensions = tile.count.length;
  const steps = new Array<number>(dimensions).fill(0);
  const size = tileSize(tile);
  for (let n = 0; n < size; n++) {
    yield steps.map((step, d) => tile.start[d] + step * tile.stride[d]);
    for (let d = dimensions - 1; d >= 0; d--) {
      if (++steps[d] < tile.count[d]) break;
      steps[d] = 0;
    }
  }
}

/** The flat position of grid indices in a result array of the plan's shape, last dimension fastest. */
export function flatIndex(shape: readonly number[], indices: readonly number[]): number {
  let flat = 0;
  for (let d = 0; d < shape.length; d++) flat = flat * shape[d] + indices[d];
  return flat;
}

/** The spec at grid indices: every axis replaced by its value there. */
export function specAt(plan: SweepPlan, indices: readonly number[]): SweepSpec {
  return plan.axes.reduce((spec, axis, d) => withField(spec, axis.param, axis.values[indices[d]]), plan.spec);
}

/** The spec of a tile's structure: the structural axes set, which are constant within a tile. */
export function structuralSpec(plan: Pick<SweepPlan, "spec" | "axes">, tile: Tile): SweepSpec {
  return plan.axes.reduce(
    (spec, axis, d) => (axis.structural ? withField(spec, axis.param, axis.values[tile.start[d]]) : spec),
    plan.spec,
  );
}

/** One network of a tile. */
export interface TileNetwork extends PointParameters {
  readonly replicate: number;
}

/** The networks of a tile in the order of `tileIndices`. */
export function tileNetworks(plan: SweepPlan, tile: Tile): TileNetwork[] {
  const base = structuralSpec(plan, tile);
  const axes = plan.axes.flatMap((axis, d) => (axis.structural ? [] : [{ ...axis, d }]));
  const replicateDimension = plan.axes.length;
  const at = new Map<string, PointParameters>();
  const networks: TileNetwork[] = [];
  for (const indices of tileIndices(tile)) {
    // Replicates of a point share its parameters.
    const key = axes.map((axis) => indices[axis.d]).join();
    let parameters = at.get(key);
    if (parameters === undefined) {
      parameters = pointParametersOf(
        axes.reduce(
          (spec, axis) => withField(spec, axis.param, axis.values[indices[axis.d]] as AxisValue),
          base,
        ),
      );
      at.set(key, parameters);
    }
    networks.push({ ...parameters, replicate: indices[replicateDimension] });
  }
  return networks;
}
