// From a spec to the tiles that will run: the blocks of one regular grid, so that a tile's results are a chunk of an array.

import { type AxisValue, axisValues } from "./axis.ts";
import { blockShape, blocksOf, capacity, structuresOf } from "./blocks.ts";
import { isStructural, unrollOf } from "./point.ts";
import { sketchOf } from "./sketch.ts";
import type { SweepSpec } from "./spec.ts";
import { structuralSpec, type Tile } from "./tile.ts";

/** What one tile may cost. A network costs perNetwork + perStep × T, in the engine's own unit (bytes, operations). */
export interface TileLimits {
  readonly maxNetworks: number;
  /** Whether tiles may cost more where a sweep would otherwise fall into too many; memory is a hard limit, time a soft one. */
  readonly isSoft?: boolean;
  readonly maxCost: number;
  readonly costPerNetwork: number;
  readonly costPerStep: number;
}

export interface PlannedAxis {
  readonly param: string;
  readonly values: readonly AxisValue[];
  /** Whether its values differ in structure, so that no tile holds two of them. */
  readonly structural: boolean;
  /** How its positions are spaced, for the map's scale. */
  readonly scale: "linear" | "log" | "values";
}

/** A sweep ready to run: plain data, the same on every machine for the same spec and limits. */
export interface SweepPlan {
  /** Tells this plan's chunks from another's. */
  readonly id: string;
  readonly spec: SweepSpec;
  readonly axes: readonly PlannedAxis[];
  /** Positions per axis, then replicates: the shape of every metric's array, last dimension fastest. */
  readonly shape: readonly number[];
  /** The block of a tile along every dimension, 1 along structural axes; the last one of a dimension is cut off at its end. */
  readonly chunkShape: readonly number[];
  readonly networks: number;
  /** Every network once, spread over the whole map first and dense later. */
  readonly tiles: readonly Tile[];
  /** A coarse picture for whoever looks on, at most a fiftieth of the work; its points are in `tiles` as well. */
  readonly sketch: readonly Tile[];
}

/**
 * Plans a sweep.
 * @param limitsOf the engine's limits for the structure of a spec (its structural axes set)
 * @param chunkShape that of results which are there already, and go on in the same blocks
 * @throws RangeError where the sweep has more structures than tiles can be listed
 */
export function planSweep(
  spec: SweepSpec,
  limitsOf: (spec: SweepSpec) => TileLimits,
  chunkShape?: readonly number[],
): SweepPlan {
  const axes = plannedAxes(spec);
  const shape = [...axes.map((axis) => axis.values.length), spec.replicates];
  const networks = shape.reduce((a, b) => a * b, 1);
  const block = chunkShape ?? blockShape(shape, axes, capacities(spec, axes, limitsOf));
  const tiles = blocksOf(shape, axes, block);
  const sketch = sketchOf(shape, axes, block, tiles.length);
  return {
    id: hash(JSON.stringify([spec, block])),
    spec,
    axes,
    shape,
    chunkShape: block,
    networks,
    tiles,
    sketch,
  };
}

/** The axes of a sweep with all their positions. */
export function plannedAxes(spec: SweepSpec): PlannedAxis[] {
  return spec.axes.map((axis) => ({
    param: axis.param,
    values: axisValues(spec, axis),
    structural: isStructural(axis.param),
    scale: axis.values === undefined ? (axis.scale ?? "linear") : "values",
  }));
}

/** How many networks a tile of each structure may hold at the longest unroll. */
function capacities(
  spec: SweepSpec,
  axes: readonly PlannedAxis[],
  limitsOf: (spec: SweepSpec) => TileLimits,
): number[] {
  const networks = axes.reduce((all, axis) => all * axis.values.length, spec.replicates);
  const unrolls = axes.find((axis) => axis.param === "task.unroll")?.values ?? [unrollOf(spec.task)];
  const longest = unrolls.reduce<number>((most, unroll) => Math.max(most, Number(unroll)), 1);
  return structuresOf(axes).map((start) => {
    const at = { index: 0, start, stride: start, count: start };
    return capacity(limitsOf(structuralSpec({ spec, axes }, at)), longest, networks);
  });
}

/** FNV-1a, 2 × 32 bits: enough to tell the plans of one session apart. */
function hash(text: string): string {
  let a = 0x811c9dc5;
  let b = 0xcbf29ce4;
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193);
    b = Math.imul(b ^ text.charCodeAt(i), 0x01000193) + i;
  }
  return (a >>> 0).toString(16).padStart(8, "0") + (b >>> 0).toString(16).padStart(8, "0");
}
