// Numbers that JSON cannot hold, in a report: a refused kernel may well have answered NaN or infinity.

import * as v from "valibot";

const words = ["NaN", "Infinity", "-Infinity"] as const;

/** A number, or the word that stands for one that JSON lacks. */
export const numberOrWord = v.union([
  v.number(),
  v.pipe(
    v.picklist(words),
    v.transform((word) => Number(word)),
  ),
]);

/** For JSON.stringify: writes such numbers as words. */
export function wordForNumber(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}

/** A whole number, thousands apart: 65,536. */
export function countText(count: number, separator = ","): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, separator);
}

/** A measure in three significant digits, thousands apart: 1,230,000. */
export function measureText(value: number, separator = ","): string {
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e15 || size < 1e-3) return value.toExponential(2);
  const rounded = Number(value.toPrecision(3));
  const [whole, fraction] = String(rounded).split(".");
  const apart = countText(Number(whole), separator);
  return fraction === undefined ? apart : `${whole.startsWith("-0") ? "-" : ""}${apart}.${fraction}`;
}
