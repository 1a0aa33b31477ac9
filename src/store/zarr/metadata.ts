// The metadata of a store, exactly as Zarr v3 words it: one zarr.json per array, and one for the group that tells what sweep
// this is. No date or duration is in it, so that two runs of a sweep are the same bytes.

import { type MetricName, metrics } from "../../model/metrics/index.ts";
import { metricsOf } from "../../sweep/metricsOf.ts";
import type { Bytes } from "../folder.ts";
import { type Coordinate, coordinateOf } from "./coordinates.ts";
import { type DataType, dataTypes } from "./dataTypes.ts";
import { dimensionsOf, type ZarrLayout } from "./layout.ts";
import { finalOutcomes, metricType } from "./metricChunk.ts";

/** The version of what `vanishing_point` holds in the group's attributes; another one is another program's. */
export const FORMAT = 1;

/** No zarr.json is longer: a spec may hold a hundred thousand prices, and what goes past this is no spec. */
export const LARGEST_METADATA = 2 ** 24;

/** An engine that computed some of the results. */
export interface EngineNote {
  readonly name: string;
  readonly description: string;
}

/** Who made a store: told by the caller, and the same for two undisturbed runs. */
export interface ZarrFacts {
  readonly program: string;
  readonly version: string;
  /** More than one where another engine took over. */
  readonly engines: readonly EngineNote[];
}

/** An array's zarr.json. */
export interface ArrayMetadata {
  readonly zarr_format: 3;
  readonly node_type: "array";
  readonly shape: readonly number[];
  readonly data_type: DataType;
  readonly chunk_grid: {
    readonly name: "regular";
    readonly configuration: { chunk_shape: readonly number[] };
  };
  readonly chunk_key_encoding: { readonly name: "default"; readonly configuration: { separator: "/" } };
  readonly fill_value: string | number;
  readonly codecs: readonly { readonly name: string; readonly configuration?: { endian: "little" } }[];
  readonly dimension_names: readonly string[];
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** What a layout makes of a sweep: its coordinates, and the metadata of all arrays by their names. */
export interface ZarrArrays {
  readonly coordinates: readonly Coordinate[];
  readonly metadata: ReadonlyMap<string, ArrayMetadata>;
}

/** The arrays of a layout: one per dimension, one per metric. */
export function arraysOf(layout: ZarrLayout): ZarrArrays {
  const dimensions = dimensionsOf(layout);
  const coordinates = dimensions.map((dimension) => coordinateOf(layout.spec, dimension));
  const metadata = new Map<string, ArrayMetadata>();
  for (const { name, length, type, attributes } of coordinates) {
    metadata.set(name, arrayMetadata(type, [length], [length], [name], attributes));
  }
  const shape = dimensions.map(({ length }) => length);
  const chunks = dimensions.map(({ chunk }) => chunk);
  const names = dimensions.map(({ name }) => name);
  for (const metric of metricsOf(layout.spec)) {
    metadata.set(metric, arrayMetadata(metricType(metric), shape, chunks, names, metricAttributes(metric)));
  }
  return { coordinates, metadata };
}

/** The group's zarr.json, with the metadata of all arrays in it as zarr-python consolidates them. */
export function groupMetadata(
  { spec, chunkShape }: ZarrLayout,
  { program, version, engines }: ZarrFacts,
  arrays: ZarrArrays["metadata"],
  otherAttributes: Readonly<Record<string, unknown>>,
) {
  return {
    zarr_format: 3,
    node_type: "group",
    attributes: {
      title: spec.name,
      ...otherAttributes,
      vanishing_point: { format: FORMAT, program, version, spec, engines, chunk_shape: chunkShape },
    },
    consolidated_metadata: {
      kind: "inline",
      must_understand: false,
      metadata: Object.fromEntries(arrays),
    },
  };
}

/** A metadata file. @throws RangeError where it would be so long that it could not be opened again */
export function metadataFile(value: unknown): Bytes {
  const file = new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
  if (file.length <= LARGEST_METADATA) return file;
  throw new RangeError(
    `the sweep's description has ${file.length} bytes, and a store holds at most ${LARGEST_METADATA}: take fewer values on its axes or shorter series`,
  );
}

function arrayMetadata(
  type: DataType,
  shape: readonly number[],
  chunks: readonly number[],
  names: readonly string[],
  attributes: ArrayMetadata["attributes"],
): ArrayMetadata {
  const { bytes, fill } = dataTypes[type];
  return {
    zarr_format: 3,
    node_type: "array",
    shape,
    data_type: type,
    chunk_grid: { name: "regular", configuration: { chunk_shape: chunks } },
    chunk_key_encoding: { name: "default", configuration: { separator: "/" } },
    fill_value: fill,
    // A single byte has no order of bytes.
    codecs: [
      bytes === 1 ? { name: "bytes" } : { name: "bytes", configuration: { endian: "little" } },
      { name: "crc32c" },
    ],
    dimension_names: names,
    attributes,
  };
}

/** What a metric is, in the words that xarray and the CF conventions have for it. */
function metricAttributes(metric: MetricName): ArrayMetadata["attributes"] {
  const { label, unit, definition } = metrics[metric];
  if (metric !== "outcome") return { long_name: label, units: unit, definition };
  return {
    long_name: label,
    definition,
    flag_values: finalOutcomes.map(({ value }) => value),
    flag_meanings: finalOutcomes.map((outcome) => outcome.label).join(" "),
    // Xarray masks by this attribute, not by Zarr's fill value: what is not computed is NaN there, as in every other metric.
    _FillValue: dataTypes.uint8.fill,
  };
}
