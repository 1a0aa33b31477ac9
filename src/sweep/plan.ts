// From a spec to the tiles that will run, coarse to fine, each within the engine's limits.

import { type AxisValue, axisValues } from "./axis.ts";
import { isStructural, unrollOf } from "./point.ts";
import type { SweepSpec } from "./spec.ts";
import { structuralSpec, structureKey, type Tile, tileSize } from "./tile.ts";

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
  readonly networks: number;
  readonly tiles: readonly Tile[];
}

/** A sweep is cut into about this many tiles at most where its engine's limits are soft … */
const MANY_TILES = 50_000;
/** … and into this many in any case: each is an object in memory, and their list goes to every thread. */
const MOST_TILES = 2 ** 18;

/** The coarsest picture has every 16th point of an axis, as long as that leaves at least 6 of them. */
const COARSEST = 16;
const FEWEST_COARSE = 6;

/**
 * Plans a sweep.
 * @param limitsOf the engine's limits for the structure of a spec (its structural axes set)
 * @throws RangeError where the engine's limits would cut the sweep into more tiles than can be listed
 */
export function planSweep(spec: SweepSpec, limitsOf: (spec: SweepSpec) => TileLimits): SweepPlan {
  const axes = spec.axes.map(
    (axis): PlannedAxis => ({
      param: axis.param,
      values: axisValues(spec, axis),
      structural: isStructural(axis.param),
      scale: axis.values === undefined ? (axis.scale ?? "linear") : "values",
    }),
  );
  const shape = [...axes.map((axis) => axis.values.length), spec.replicates];
  const tiles: Tile[] = [];
  const networks = shape.reduce((a, b) => a * b, 1);
  const boxes = coarseToFine(shape, axes);
  const limits = new Map<string, TileLimits>();
  for (const box of boxes) {
    for (const structural of splitStructural(box, axes)) {
      const key = structureKey(axes, structural);
      let limit = limits.get(key);
      if (limit === undefined) {
        limit = limitsOf(structuralSpec({ spec, axes }, structural));
        limits.set(key, limit);
      }
      const least = limit.isSoft ? Math.ceil(networks / MANY_TILES) : 1;
      splitToLimits(structural, limit, least, (tile) => longestUnroll(spec, axes, tile), tiles);
    }
  }
  return {
    id: hash(JSON.stringify([spec, limits.size === 0 ? null : [...limits]])),
    spec,
    axes,
    shape,
    networks,
    tiles: tiles.map((tile, index) => ({ ...tile, index })),
  };
}

/** Boxes that together hold every point once: first every s-th point, then what is missing at s/2, and so on. */
function coarseToFine(shape: readonly number[], axes: readonly PlannedAxis[]): Tile[] {
  const start = shape.map((count, d) => {
    if (d >= axes.length || axes[d].structural) return 1;
    let stride = COARSEST;
    while (stride > 1 && count / stride < FEWEST_COARSE) stride /= 2;
    return stride;
  });
  const boxes: Tile[] = [
    latticeBox(
      shape,
      shape.map(() => 0),
      start,
    ),
  ];
  for (let stride = start; stride.some((s) => s > 1); ) {
    const finer = stride.map((s) => Math.max(1, s / 2));
    // The points new at this level: every combination of offsets 0 and s/2, but for all 0.
    const halved = stride.flatMap((s, d) => (s > 1 ? [d] : []));
    for (let mask = 1; mask < 2 ** halved.length; mask++) {
      const offset = shape.map(() => 0);
      halved.forEach((d, bit) => {
        if ((mask >> bit) & 1) offset[d] = finer[d];
      });
      boxes.push(latticeBox(shape, offset, stride));
    }
    stride = finer;
  }
  return boxes.filter((box) => tileSize(box) > 0);
}

function latticeBox(shape: readonly number[], start: readonly number[], stride: readonly number[]): Tile {
  const count = shape.map((size, d) => Math.max(0, Math.ceil((size - start[d]) / stride[d])));
  return { index: 0, start, stride, count };
}

/** One box per combination of structural positions. */
function splitStructural(box: Tile, axes: readonly PlannedAxis[]): Tile[] {
  return axes.reduce<Tile[]>(
    (boxes, axis, d) =>
      axis.structural
        ? boxes.flatMap((b) =>
            Array.from({ length: b.count[d] }, (_, k) => ({
              ...b,
              start: b.start.with(d, b.start[d] + k * b.stride[d]),
              count: b.count.with(d, 1),
            })),
          )
        : boxes,
    [box],
  );
}

/** Halves a box along its longest dimension until each part is within the limits, or has the least size. */
function splitToLimits(
  box: Tile,
  limits: TileLimits,
  least: number,
  unroll: (tile: Tile) => number,
  out: Tile[],
): void {
  const size = tileSize(box);
  const cost = size * (limits.costPerNetwork + limits.costPerStep * unroll(box));
  if (size <= least || (size <= limits.maxNetworks && cost <= limits.maxCost)) {
    out.push(box);
    if (out.length > MOST_TILES) {
      throw new RangeError(
        `this sweep needs more than ${MOST_TILES} tiles on this engine: take fewer points, shorter unrolls or smaller networks`,
      );
    }
    return;
  }
  const d = box.count.indexOf(Math.max(...box.count));
  const first = Math.ceil(box.count[d] / 2);
  splitToLimits({ ...box, count: box.count.with(d, first) }, limits, least, unroll, out);
  splitToLimits(
    {
      ...box,
      start: box.start.with(d, box.start[d] + first * box.stride[d]),
      count: box.count.with(d, box.count[d] - first),
    },
    limits,
    least,
    unroll,
    out,
  );
}

/** The longest unroll in a box. */
function longestUnroll(spec: SweepSpec, axes: readonly PlannedAxis[], box: Tile): number {
  const d = axes.findIndex((axis) => axis.param === "task.unroll");
  if (d < 0) return unrollOf(spec.task);
  let longest = 1;
  for (let k = 0; k < box.count[d]; k++) {
    longest = Math.max(longest, axes[d].values[box.start[d] + k * box.stride[d]] as number);
  }
  return longest;
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
