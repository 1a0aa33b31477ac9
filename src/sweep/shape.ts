// Flat numbers in the shape of the parameter they belong to, as JSON shows them.

import type { ParameterName, Parameters } from "../model/network.ts";

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

/** Parameters, or numbers of theirs, in their shapes; one that the cell does not have is left out. */
export type ShapedParameters = Readonly<
  Record<Exclude<ParameterName, "bias_hn">, NestedNumbers> & { bias_hn?: NestedNumbers }
>;

/** All parameters of a network, each in its shape. @param shapes that of a parameter the cell does not have is empty */
export function inShapes(
  shapes: Readonly<Record<ParameterName, readonly number[]>>,
  valuesOf: (name: ParameterName) => readonly number[],
): ShapedParameters {
  return Object.fromEntries(
    Object.entries(shapes)
      .filter(([, shape]) => shape[0] > 0)
      .map(([name, shape]) => [name, inShape(valuesOf(name as ParameterName), shape)]),
  ) as ShapedParameters;
}

/** The numbers of parameters in their shapes. */
export function parametersInShape(
  parameters: Parameters,
  shapes: Readonly<Record<ParameterName, readonly number[]>>,
): ShapedParameters {
  return inShapes(shapes, (name) => Array.from(parameters[name]));
}
