// A tile: a block of points that runs as one unit, and the networks it stands for.

import { withField } from "./axis.ts";
import type { SweepPlan } from "./plan.ts";
import {
  type PointColumn,
  type PointParameters,
  pointColumn,
  pointColumns,
  pointParametersFrom,
  pointParametersOf,
  rowOf,
} from "./point.ts";
import type { SweepSpec } from "./spec.ts";

/**
 * A box of the sweep's grid with strides: per dimension (the axes, then replicates) the indices
 * start, start + stride, …, count of them. A stride above 1 is how a coarse picture comes first.
 */
export interface Tile {
  /** Its place among the plan's tiles; below 0 for a tile of the sketch, its tile's for a part of one. */
  readonly index: number;
  readonly start: readonly number[];
  readonly stride: readonly number[];
  readonly count: readonly number[];
}

/** Tells a plan's tiles, those of its sketch and the parts of either from each other. */
export function tileKey({ index, start, count }: Tile): string {
  return `${index}:${start}:${count}`;
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

/**
 * Visits a tile's networks in the order of `tileIndices` with their flat positions in a result array of the plan's shape.
 * Nothing is made per network: of a fast engine's tiles that would cost more than the networks.
 */
export function eachFlatIndex(
  shape: readonly number[],
  { start, stride, count }: Tile,
  visit: (flat: number, n: number) => void,
): void {
  const dimensions = shape.length;
  const steps = new Array<number>(dimensions).fill(0);
  /** How far one step along a dimension goes in the flat array. */
  const apart = new Array<number>(dimensions).fill(0);
  for (let d = dimensions - 1, size = 1; d >= 0; size *= shape[d], d--) apart[d] = stride[d] * size;
  const networks = count.reduce((a, b) => a * b, 1);
  let flat = flatIndex(shape, start);
  for (let n = 0; n < networks; n++) {
    visit(flat, n);
    for (let d = dimensions - 1; d >= 0; d--) {
      flat += apart[d];
      if (++steps[d] < count[d]) break;
      flat -= steps[d] * apart[d];
      steps[d] = 0;
    }
  }
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
export interface TileNetworks extends Readonly<Record<PointColumn, Float64Array>> {
  readonly count: number;
  readonly replicate: Uint32Array;
}

/** The networks of a tile. */
export function tileNetworks(plan: SweepPlan, tile: Tile): TileNetworks {
  const count = tileSize(tile);
  const row = rowOf(pointParametersOf(structuralSpec(plan, tile)));
  const columns = columnsOf((column) => constantColumn(row[column], count));
  for (const [d, axis] of plan.axes.entries()) {
    const name = pointColumn(axis.param);
    if (name === null) continue;
    columns[name] = filledColumn(
      new Float64Array(count),
      tile,
      d,
      (position) => axis.values[position] as number,
    );
  }
  const replicate = filledColumn(new Uint32Array(count), tile, plan.axes.length, (position) => position);
  return { count, replicate, ...columns };
}

/** Columns of one value, shared by all tiles: most columns are so, and to fill them anew costs more than small networks. */
const constants = new Map<number, Float64Array>();
const MOST_CONSTANTS = 64;

function constantColumn(value: number, count: number): Float64Array {
  let column = constants.get(value);
  if (column === undefined || column.length < count) {
    if (constants.size >= MOST_CONSTANTS) constants.clear();
    column = new Float64Array(count).fill(value);
    constants.set(value, column);
  }
  return column.subarray(0, count);
}

/** One network, as an engine that takes them one by one reads it. */
export function networkAt(
  networks: TileNetworks,
  n: number,
): PointParameters & { readonly replicate: number } {
  const row = Object.fromEntries(pointColumns.map((column) => [column, networks[column][n]]));
  return { ...pointParametersFrom(row as Record<PointColumn, number>), replicate: networks.replicate[n] };
}

/** A single network as columns. */
export function oneNetwork(parameters: PointParameters, replicate: number): TileNetworks {
  const row = rowOf(parameters);
  return {
    count: 1,
    replicate: Uint32Array.of(replicate),
    ...columnsOf((column) => Float64Array.of(row[column])),
  };
}

/** Networks first … end − 1; the columns are shared, not copied. */
export function someNetworks(networks: TileNetworks, first: number, end: number): TileNetworks {
  return {
    count: end - first,
    replicate: networks.replicate.subarray(first, end),
    ...columnsOf((column) => networks[column].subarray(first, end)),
  };
}

function columnsOf(make: (column: PointColumn) => Float64Array): Record<PointColumn, Float64Array> {
  return Object.fromEntries(pointColumns.map((column) => [column, make(column)])) as Record<
    PointColumn,
    Float64Array
  >;
}

/** A column with the values that dimension d takes, in the tile's order. */
function filledColumn<Column extends Uint32Array | Float64Array>(
  column: Column,
  tile: Tile,
  d: number,
  valueAt: (position: number) => number,
): Column {
  // The dimension keeps a value for `run` networks and starts over after count[d] of them.
  const run = tile.count.slice(d + 1).reduce((a, b) => a * b, 1);
  const values = Float64Array.from({ length: tile.count[d] }, (_, k) =>
    valueAt(tile.start[d] + k * tile.stride[d]),
  );
  // Written out: the fastest dimensions have runs of one, for each of which `fill` would be a call.
  for (let at = 0, k = 0; at < column.length; k = k + 1 < values.length ? k + 1 : 0) {
    for (const end = at + run; at < end; at++) column[at] = values[k];
  }
  return column;
}
