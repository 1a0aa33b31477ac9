// The positions along a sweep's dimensions, as arrays of their own: one per dimension and named like it, which is how xarray
// finds coordinates.

import type { AxisValue } from "../../sweep/axis.ts";
import { fieldAt } from "../../sweep/fields.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import type { Bytes } from "../folder.ts";
import { blankFile, fileBytes, fileProblem, seal } from "./chunkFile.ts";
import { type DataType, dataTypes } from "./dataTypes.ts";
import { type Dimension, REPLICATE } from "./layout.ts";

/** A coordinate array: all its positions in one chunk. */
export interface Coordinate {
  readonly name: string;
  readonly length: number;
  readonly type: DataType;
  /** The positions as numbers; those of a choice are the codes of their names. */
  readonly numbers: readonly number[];
  readonly attributes: Readonly<Record<string, unknown>>;
}

const LARGEST_INT32 = 2 ** 31 - 1;

/**
 * How far a position read may lie from the one that the spec gives, as a share of it. Positions of a logarithmic axis go
 * through `**`, whose last bits no standard fixes: another browser's may differ by an ulp or two (2^-52).
 */
const SAME_POSITION = 2 ** -48;

/** The coordinate of a dimension. */
export function coordinateOf(spec: SweepSpec, { name, length, values }: Dimension): Coordinate {
  if (name === REPLICATE) {
    const attributes = {
      long_name: "replicate",
      definition: "Independent draws of the initial weights at every point, counted from 0.",
    };
    return { name, length, type: "int32", numbers: values.map(Number), attributes };
  }
  const field = fieldAt(spec, name);
  const attributes = {
    long_name: field?.title || name,
    ...(field?.unit ? { units: field.unit } : {}),
    ...(field?.description ? { definition: field.description } : {}),
  };
  if (field?.kind === "choice")
    return { ...choice(values), name, length, attributes: { ...attributes, ...flags(values) } };
  // A seed may be any integer that a float64 holds exactly, most of which an int32 does not.
  const integer = (field?.max ?? 0) > LARGEST_INT32 ? "int64" : "int32";
  return {
    name,
    length,
    type: field?.integer ? integer : "float64",
    numbers: values.map(Number),
    attributes,
  };
}

/** Names are numbered in the order in which they first appear; a choice never has more than a byte holds. */
function choice(values: readonly AxisValue[]): Pick<Coordinate, "type" | "numbers"> {
  const names = namesOf(values);
  return { type: "uint8", numbers: values.map((value) => names.indexOf(value)) };
}

/** What the codes mean, in the way of the CF conventions, and the name at every position. */
function flags(values: readonly AxisValue[]) {
  const names = namesOf(values);
  return { flag_values: names.map((_, code) => code), flag_meanings: names.join(" "), values };
}

function namesOf(values: readonly AxisValue[]): AxisValue[] {
  return [...new Set(values)];
}

/** How long a coordinate's file is. */
export function coordinateBytes({ length, type }: Coordinate): number {
  return fileBytes(length * dataTypes[type].bytes);
}

/** The file of a coordinate's only chunk. */
export function encodeCoordinate({ numbers, type }: Coordinate): Bytes {
  const { bytes } = dataTypes[type];
  const file = blankFile(numbers.length * bytes);
  const view = new DataView(file.buffer);
  for (const [at, number] of numbers.entries()) writers[type](view, at * bytes, number);
  return seal(file);
}

/** What is wrong with a coordinate's file, or null where it holds the positions that it should. */
export function coordinateProblem({ numbers, type }: Coordinate, file: Bytes): string | null {
  const { bytes } = dataTypes[type];
  const problem = fileProblem(file, numbers.length * bytes);
  if (problem !== null) return problem;
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  for (const [at, number] of numbers.entries()) {
    const found = readers[type](view, at * bytes);
    const room = type === "float64" ? SAME_POSITION * Math.abs(number) : 0;
    // Negated, so that a NaN is caught as well.
    if (!(Math.abs(found - number) <= room)) {
      return `${found} at position ${at}, where the spec has ${number}`;
    }
  }
  return null;
}

const writers: Readonly<Record<DataType, (view: DataView, at: number, value: number) => void>> = {
  float32: (view, at, value) => view.setFloat32(at, value, true),
  float64: (view, at, value) => view.setFloat64(at, value, true),
  int32: (view, at, value) => view.setInt32(at, value, true),
  int64: (view, at, value) => view.setBigInt64(at, BigInt(value), true),
  uint8: (view, at, value) => view.setUint8(at, value),
};

const readers: Readonly<Record<DataType, (view: DataView, at: number) => number>> = {
  float32: (view, at) => view.getFloat32(at, true),
  float64: (view, at) => view.getFloat64(at, true),
  int32: (view, at) => view.getInt32(at, true),
  int64: (view, at) => Number(view.getBigInt64(at, true)),
  uint8: (view, at) => view.getUint8(at),
};
