// How a sweep lies in a Zarr store: which dimensions its arrays have, in which chunks they are cut, where each chunk's file is.

import type { AxisValue } from "../../sweep/axis.ts";
import type { Mistake } from "../../sweep/mistakes.ts";
import { showGiven } from "../../sweep/mistakes.ts";
import { plannedAxes, type SweepPlan } from "../../sweep/plan.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import type { Box } from "../results.ts";

/** The parts of a plan that decide how its results are kept. */
export interface ZarrLayout extends Pick<SweepPlan, "spec" | "axes" | "shape"> {
  /** The block of a tile along every dimension (the axes, then replicates), 1 along structural axes. */
  readonly chunkShape: readonly number[];
}

/** One dimension of every metric's array. */
export interface Dimension {
  /** The axis' parameter, or `replicate`. */
  readonly name: string;
  readonly length: number;
  /** Positions in a chunk. */
  readonly chunk: number;
  /** The positions themselves. */
  readonly values: readonly AxisValue[];
}

/** The dimension behind the axes, where a sweep has several replicates. */
export const REPLICATE = "replicate";

/** The most points of one chunk: 64 MiB of float32, so that nothing a store says of itself can ask for more memory. */
export const MOST_CHUNK_POINTS = 2 ** 24;
/** The most chunks of one array: each is a tile of the plan, which lists no more of them. */
export const MOST_CHUNKS = 2 ** 18;

/** The layout of a spec's results in given chunks. */
export function layoutOf(spec: SweepSpec, chunkShape: readonly number[]): ZarrLayout {
  const axes = plannedAxes(spec);
  return { spec, axes, shape: [...axes.map(({ values }) => values.length), spec.replicates], chunkShape };
}

/** What is wrong with a layout's chunk shape, which may come from a file. */
export function chunkShapeMistakes(
  { axes, shape }: Pick<ZarrLayout, "axes" | "shape">,
  chunkShape: unknown,
  path: string,
): Mistake[] {
  const object = (allowed: string) => [{ path, given: showGiven(chunkShape), allowed }];
  const allowed = shape.map((length, d) => (axes[d]?.structural ? "1" : `1 to ${length}`)).join(", ");
  const fits = (size: unknown, d: number) =>
    Number.isInteger(size) &&
    (size as number) >= 1 &&
    (size as number) <= (axes[d]?.structural ? 1 : shape[d]);
  if (!Array.isArray(chunkShape) || chunkShape.length !== shape.length || !chunkShape.every(fits)) {
    return object(`a list of ${shape.length} integers: ${allowed}`);
  }
  const block: readonly number[] = chunkShape;
  if (block.reduce((a, b) => a * b, 1) > MOST_CHUNK_POINTS) {
    return object(`chunks of at most ${MOST_CHUNK_POINTS} points`);
  }
  if (shape.reduce((all, length, d) => all * Math.ceil(length / block[d]), 1) > MOST_CHUNKS) {
    return object(`at most ${MOST_CHUNKS} chunks`);
  }
  return [];
}

/** The dimensions of every metric's array; one replicate alone is no dimension. */
export function dimensionsOf({ spec, axes, shape, chunkShape }: ZarrLayout): Dimension[] {
  const along = axes.map(({ param, values }, d) => ({
    name: param,
    length: shape[d],
    chunk: chunkShape[d],
    values,
  }));
  if (spec.replicates === 1) return along;
  const d = axes.length;
  const values = Array.from({ length: spec.replicates }, (_, replicate) => replicate);
  return [...along, { name: REPLICATE, length: shape[d], chunk: chunkShape[d], values }];
}

/** Which chunk a box is, by its place in the grid of chunks. @throws RangeError where the box is not one whole chunk */
export function chunkAt({ shape, chunkShape }: ZarrLayout, { start, count }: Box): number[] {
  const whole = shape.every(
    (length, d) =>
      start[d] >= 0 &&
      start[d] < length &&
      start[d] % chunkShape[d] === 0 &&
      count[d] === Math.min(chunkShape[d], length - start[d]),
  );
  if (!whole || start.length !== shape.length || count.length !== shape.length) {
    throw new RangeError(
      `the box of ${count.join(" × ")} points from ${start.join(", ")} is none of the chunks of ${chunkShape.join(" × ")} in ${shape.join(" × ")}`,
    );
  }
  return start.map((at, d) => at / chunkShape[d]);
}

/** Where a chunk's file is: Zarr's chunk key encoding `default`, with "/" between the numbers. */
export function chunkPath(array: string, position: readonly number[]): string {
  return [array, "c", ...position].join("/");
}

/** Where an array's (or, without a name, the group's) metadata are. */
export function metadataPath(array = ""): string {
  return array === "" ? "zarr.json" : `${array}/zarr.json`;
}
