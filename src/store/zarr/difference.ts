// Compares JSON from a file with what should stand there. The file's author is not trusted: only own members are read, and only
// as deep as the expected value goes.

import { type Mistake, showGiven } from "../../sweep/mistakes.ts";

/** An object from a JSON file: every member may be anything. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A value as an object, or null where it is none. */
export function objectOf(value: unknown): JsonObject | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

/** An object's own member; undefined where it has none, whatever its prototype offers. */
export function memberOf(value: unknown, key: string): unknown {
  const object = objectOf(value);
  return object !== null && Object.hasOwn(object, key) ? object[key] : undefined;
}

/** A mistake of a value, with what should stand there. */
export function differs(path: string, found: unknown, expected: unknown): Mistake {
  return { path, given: showGiven(found), allowed: showGiven(expected) };
}

/** No list or object is told to differ in more places: a hostile one could do so in millions. */
const MOST_TOLD = 20;

/** The places at which a value differs from the expected one, in whatever order its members stand. */
export function differences(path: string, found: unknown, expected: unknown): Mistake[] {
  if (Array.isArray(expected)) {
    if (!Array.isArray(found) || found.length !== expected.length) return [differs(path, found, expected)];
    return expected
      .flatMap((item, index) => differences(`${path}.${index}`, found[index], item))
      .slice(0, MOST_TOLD);
  }
  const object = objectOf(expected);
  if (object === null) return found === expected ? [] : [differs(path, found, expected)];
  if (objectOf(found) === null) return [differs(path, found, expected)];
  return [
    ...Object.keys(object).flatMap((key) => differences(`${path}.${key}`, memberOf(found, key), object[key])),
    ...strangers(`${path}.`, found as JsonObject, (key) => Object.hasOwn(object, key)),
  ];
}

/** Members that should not be there. */
export function strangers(before: string, found: JsonObject, isKnown: (key: string) => boolean): Mistake[] {
  return Object.keys(found)
    .filter((key) => !isKnown(key))
    .slice(0, MOST_TOLD)
    .map((key) => differs(`${before}${key.slice(0, 60)}`, found[key], undefined));
}
