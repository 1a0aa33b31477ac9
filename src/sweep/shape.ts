// Flat numbers in the shape of the parameter they belong to, as JSON shows them.

import type { Parameters } from "../model/network.ts";

/** A vector or matrix in the shape of its parameter. */
export type NestedNumbers = readonly number[] | readonly (readonly number[])[];

/** Numbers as a list of rows of `width`. */
export function rowsOf(values: readonly number[], width: number): number[][] {
  return Array.from({ length: values.length / width }, (_, row) =>
    values.slice(row * width, (row + 1) * width),
  );
}

/** Numbers in a shape of one or two dimensions. */
export function inShape(values: readonly number[], shape: readonly number[]): NestedNumbers {
  return shape.length === 2 ? rowsOf(values, shape[1]) : values;
}

/** All parameters of a network, each in its shape. */
export function parametersInShape(
  parameters: Parameters,
  shapes: Readonly<Record<keyof Parameters, readonly number[]>>,
): Record<keyof Parameters, NestedNumbers> {
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [
      name,
      inShape(Array.from(parameters[name as keyof Parameters]), shape),
    ]),
  ) as Record<keyof Parameters, NestedNumbers>;
}
