// A tile: a block of points that runs as one unit, and the networks it stands for.

import { withField } from "./axis.ts";
import type { SweepPlan } from "./plan.ts";
import { type PointParameters, pointColumn, pointParametersOf } from "./point.ts";
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

/** The spec of a tile's structure: the structural axes set, which are constant within a tile. */
export function structuralSpec(plan: Pick<SweepPlan, "spec" | "axes">, tile: Tile): SweepSpec {
  return plan.axes.reduce(
    (spec, axis, d) => (axis.structural ? withField(spec, axis.param, axis.values[tile.start[d]]) : spec),
    plan.spec,
  );
}

/** Tells the structures of one plan apart: the positions on the structural axes. */
export function structureKey(axes: SweepPlan["axes"], tile: Tile): string {
  return axes.map((axis, d) => (axis.structural ? tile.start[d] : "")).join();
}

/**
 * The networks of a tile as columns, in the order of `tileIndices`: tiles of a fast engine hold so many networks that an
 * object for each would cost more than the networks themselves.
 */
export interface TileNetworks {
  readonly count: number;
  readonly unroll: Uint32Array;
  readonly replicate: Uint32Array;
  readonly recurrent: Float64Array;
  readonly input: Float64Array;
  readonly readout: Float64Array;
  readonly bias: Float64Array;
}

/** The networks of a tile. */
export function tileNetworks(plan: SweepPlan, tile: Tile): TileNetworks {
  const count = tileSize(tile);
  const { unroll, scales } = pointParametersOf(structuralSpec(plan, tile));
  const networks: TileNetworks = {
    count,
    unroll: new Uint32Array(count).fill(unroll),
    replicate: new Uint32Array(count),
    recurrent: new Float64Array(count).fill(scales.recurrent),
    input: new Float64Array(count).fill(scales.input),
    readout: new Float64Array(count).fill(scales.readout),
    bias: new Float64Array(count).fill(scales.bias),
  };
  for (const [d, axis] of plan.axes.entries()) {
    const column = pointColumn(axis.param);
    if (column !== null) fillColumn(networks[column], tile, d, (position) => axis.values[position] as number);
  }
  fillColumn(networks.replicate, tile, plan.axes.length, (position) => position);
  return networks;
}

/** One network, as an engine that takes them one by one reads it. */
export function networkAt(
  networks: TileNetworks,
  n: number,
): PointParameters & { readonly replicate: number } {
  const { unroll, replicate, recurrent, input, readout, bias } = networks;
  return {
    unroll: unroll[n],
    replicate: replicate[n],
    scales: { recurrent: recurrent[n], input: input[n], readout: readout[n], bias: bias[n] },
  };
}

/** A single network as columns. */
export function oneNetwork({ unroll, scales }: PointParameters, replicate: number): TileNetworks {
  return {
    count: 1,
    unroll: Uint32Array.of(unroll),
    replicate: Uint32Array.of(replicate),
    recurrent: Float64Array.of(scales.recurrent),
    input: Float64Array.of(scales.input),
    readout: Float64Array.of(scales.readout),
    bias: Float64Array.of(scales.bias),
  };
}

/** Networks first … end − 1; the columns are shared, not copied. */
export function someNetworks(networks: TileNetworks, first: number, end: number): TileNetworks {
  return {
    count: end - first,
    unroll: networks.unroll.subarray(first, end),
    replicate: networks.replicate.subarray(first, end),
    recurrent: networks.recurrent.subarray(first, end),
    input: networks.input.subarray(first, end),
    readout: networks.readout.subarray(first, end),
    bias: networks.bias.subarray(first, end),
  };
}

/** Sets a column to the values that dimension d takes, in the tile's order. */
function fillColumn(
  column: Uint32Array | Float64Array,
  tile: Tile,
  d: number,
  valueAt: (position: number) => number,
): void {
  // The dimension keeps a value for `run` networks and starts over after count[d] of them.
  const run = tile.count.slice(d + 1).reduce((a, b) => a * b, 1);
  for (let at = 0, k = 0; at < column.length; at += run, k = (k + 1) % tile.count[d]) {
    column.fill(valueAt(tile.start[d] + k * tile.stride[d]), at, at + run);
  }
}
