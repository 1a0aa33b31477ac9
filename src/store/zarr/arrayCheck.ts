// Holds an array's zarr.json against what the sweep's layout demands. Where Zarr has several words for one thing, all of them
// pass, for other tools write such files anew when somebody adds an attribute.

import type { Mistake } from "../../sweep/mistakes.ts";
import { dataTypes } from "./dataTypes.ts";
import { differences, differs, type JsonObject, memberOf, objectOf, strangers } from "./difference.ts";
import type { ArrayMetadata } from "./metadata.ts";

/** Attributes that say what the numbers mean; the others are for people, and may be added to or reworded. */
const MEANING = ["flag_values", "flag_meanings", "values"];

/** NaN as a fill value: by its name, or by the bits of the usual pattern. */
const NAN_FILLS: readonly unknown[] = ["NaN", "0x7fc00000", "0x7ff8000000000000"];

/**
 * Every mistake of an array's metadata.
 * @param file its path, with which every mistake's own path begins
 */
export function arrayMistakes(file: string, found: JsonObject, expected: ArrayMetadata): Mistake[] {
  const at = (key: string) => `${file}#${key}`;
  const same = (key: keyof ArrayMetadata, normal: (value: unknown) => unknown = (value) => value) =>
    differences(at(key), normal(memberOf(found, key)), normal(expected[key]));
  const oneByte = dataTypes[expected.data_type].bytes === 1;
  const fill = memberOf(found, "fill_value");
  const nan = expected.fill_value === "NaN" && NAN_FILLS.includes(fill);
  return [
    ...same("zarr_format"),
    ...same("node_type"),
    ...same("shape"),
    ...same("data_type", (value) => memberOf(value, "name") ?? value),
    ...same("chunk_grid", extension),
    ...same("chunk_key_encoding", chunkKeys),
    ...(nan || fill === expected.fill_value ? [] : [differs(at("fill_value"), fill, expected.fill_value)]),
    ...same("codecs", (value) => (Array.isArray(value) ? value.map((each) => codec(each, oneByte)) : value)),
    ...same("dimension_names", (value) => value ?? []),
    ...unknownMistakes(file, found, [...Object.keys(expected), "storage_transformers"]),
    ...transformers(at("storage_transformers"), memberOf(found, "storage_transformers")),
    ...MEANING.flatMap((key) => {
      const meaning = memberOf(expected.attributes, key);
      const given = memberOf(memberOf(found, "attributes"), key);
      return meaning === undefined ? [] : differences(at(`attributes.${key}`), given, meaning);
    }),
  ];
}

/** Members that Zarr does not know must be understood by whoever reads them, unless they say that they need not be. */
export function unknownMistakes(file: string, found: JsonObject, known: readonly string[]): Mistake[] {
  const idle = (key: string) => memberOf(found[key], "must_understand") === false;
  return strangers(`${file}#`, found, (key) => known.includes(key) || idle(key));
}

/** An extension point in its long form: a name may stand alone where there is nothing to configure. */
function extension(value: unknown): unknown {
  if (typeof value === "string") return { name: value, configuration: {} };
  const object = objectOf(value);
  if (object === null) return value;
  const { must_understand: _, ...rest } = object;
  return { ...rest, configuration: memberOf(object, "configuration") ?? {} };
}

/** The separator may be left out where it is "/". */
function chunkKeys(value: unknown): unknown {
  const long = extension(value);
  const configuration = objectOf(memberOf(long, "configuration"));
  if (configuration === null) return long;
  return { ...objectOf(long), configuration: { separator: "/", ...configuration } };
}

/** For single bytes it makes no difference in what order their bytes are said to be. */
function codec(value: unknown, oneByte: boolean): unknown {
  const long = extension(value);
  const endian = memberOf(memberOf(long, "configuration"), "endian");
  const idle = oneByte && memberOf(long, "name") === "bytes" && (endian === "little" || endian === "big");
  return idle ? { name: "bytes", configuration: {} } : long;
}

function transformers(path: string, found: unknown): Mistake[] {
  return found === undefined ? [] : differences(path, found, []);
}
