// Fields of a draft by their dotted paths. A draft may be wrong, so every step of a path may be missing.

/** The value at a path, or undefined. */
export function valueAt(draft: unknown, path: string): unknown {
  return keysOf(path).reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined,
    draft,
  );
}

/** A copy of a draft with one field set; `undefined` removes it, so that its default holds. */
export function withValue(draft: unknown, path: string, field: unknown): unknown {
  const [key, ...rest] = keysOf(path);
  if (key === undefined) return field;
  const copy = (
    Array.isArray(draft) ? [...draft] : { ...(typeof draft === "object" ? draft : {}) }
  ) as Record<string, unknown>;
  const next = rest.length === 0 ? field : withValue(copy[key], rest.join("."), field);
  if (next === undefined && !Array.isArray(copy)) delete copy[key];
  else copy[key] = next;
  return copy;
}

/** What was typed, as a value: a number where it is one, the text where it is not, undefined where it is empty. */
export function typedNumber(text: string): unknown {
  const trimmed = text.trim().replace(/^−/, "-");
  if (trimmed === "") return undefined;
  const number = Number(trimmed);
  return Number.isFinite(number) ? number : text;
}

function keysOf(path: string): string[] {
  return path === "" ? [] : path.split(".");
}
