// The whole state of the page as a permalink: the spec's fields by their dotted paths, and the view's beside them.
// `#model.hidden=1&axes.0.param=task.unroll&…&view.metric=loss`: the same names as in the form and the JSON file.

import { type Mistake, type Parsed, showGiven } from "./mistakes.ts";
import { parseSpec, type SweepSpec } from "./spec.ts";
import { parseView, type View } from "./view.ts";

export interface Address {
  readonly spec: SweepSpec;
  readonly view: View;
}

export type { View } from "./view.ts";

/** A permalink longer than this is refused unread: some browsers carry no more. */
export const LONGEST_ADDRESS = 2_000_000;
/** No field of a spec or a view nests deeper than this; deeper JSON is read as a mere text. */
const DEEPEST = 8;

/** A permalink, and the fields that are too long for one. */
export interface Link {
  /** Without `#`. */
  readonly fragment: string;
  readonly lacks: readonly string[];
}

/** What stands in a link in place of a field that is too long: no value of any field, so that opening it says what is missing. */
const LEFT_OUT = "too long for a link";

/** The fragment (without `#`) that stands for a spec and a view; fields at their defaults are left out. */
export function formatAddress(address: Address): string {
  return linkOf(address).fragment;
}

/** The permalink of a spec and a view. Where it would be refused for its length, its longest fields are missing. */
export function linkOf({ spec, view }: Address): Link {
  const { kind } = spec.task;
  const blank = defaultsOf({});
  // Every task has defaults of its own; those that have none for all of their fields are written out.
  const defaults = defaultsOf({ task: { kind } }) ?? blank;
  const pairs = [...flatten(spec, ""), ...flatten(view, "view")]
    .filter(([path, text]) => (path === "task.kind" ? blank : defaults)?.get(path) !== text)
    .map(([path, text]) => ({ path, pair: `${encode(path)}=${encode(text)}` }));
  const lacks: string[] = [];
  let length = pairs.reduce((sum, { pair }) => sum + pair.length + 1, 0);
  while (length > LONGEST_ADDRESS) {
    const longest = pairs.reduce((a, b) => (b.pair.length > a.pair.length ? b : a));
    length -= longest.pair.length;
    longest.pair = `${encode(longest.path)}=${encode(LEFT_OUT)}`;
    length += longest.pair.length;
    lacks.push(longest.path);
  }
  return { fragment: pairs.map(({ pair }) => pair).join("&"), lacks };
}

/** Reads a fragment (with or without `#`); all its mistakes at once. */
export function parseAddress(fragment: string): Parsed<Address> {
  const text = fragment.replace(/^#/, "");
  if (text.length > LONGEST_ADDRESS) {
    const given = `${text.length} characters`;
    return {
      ok: false,
      mistakes: [{ path: "address", given, allowed: `at most ${LONGEST_ADDRESS} characters` }],
    };
  }
  const mistakes: Mistake[] = [];
  const root: Record<string, unknown> = {};
  for (const pair of text.split("&")) {
    if (pair === "") continue;
    const equals = pair.indexOf("=");
    const path = decode(equals < 0 ? pair : pair.slice(0, equals));
    const value = equals < 0 ? null : decode(pair.slice(equals + 1));
    if (path === null || value === null) {
      mistakes.push({
        path: pair.slice(0, 60),
        given: "no readable value",
        allowed: "field=value, URL-encoded",
      });
    } else if (!place(root, path.split("."), readValue(value))) {
      mistakes.push({ path, given: showGiven(value), allowed: "a dotted path of fields, each given once" });
    }
  }
  const { view: givenView, ...givenSpec } = root;
  const view = parseView(givenView, mistakes);
  const spec = parseSpec(listsFromKeys(givenSpec));
  if (!spec.ok) mistakes.push(...spec.mistakes);
  return spec.ok && mistakes.length === 0
    ? { ok: true, value: { spec: spec.value, view } }
    : { ok: false, mistakes };
}

/** The leaves of a spec that says no more than this, or null where that is not enough for one. */
function defaultsOf(input: unknown): ReadonlyMap<string, string> | null {
  const key = JSON.stringify(input);
  let defaults = knownDefaults.get(key);
  if (defaults === undefined) {
    const parsed = parseSpec(input);
    defaults = parsed.ok ? new Map(flatten(parsed.value, "")) : null;
    knownDefaults.set(key, defaults);
  }
  return defaults;
}

/** There are as many as kinds of tasks; a map that is panned writes its address many times a second. */
const knownDefaults = new Map<string, ReadonlyMap<string, string> | null>();

/** Leaves as [dotted path, text]; lists of plain values are one leaf, in JSON. */
function* flatten(value: unknown, path: string): Generator<[string, string]> {
  const under = (key: string) => (path === "" ? key : `${path}.${key}`);
  if (Array.isArray(value)) {
    if (value.some(isRecord)) for (const [i, item] of value.entries()) yield* flatten(item, under(String(i)));
    else yield [path, JSON.stringify(value)];
  } else if (isRecord(value)) {
    for (const [key, item] of Object.entries(value)) if (item !== undefined) yield* flatten(item, under(key));
  } else yield [path, typeof value === "string" && survivesPlain(value) ? value : JSON.stringify(value)];
}

/** Whether a text reads back as itself unquoted; a lone surrogate cannot even be percent-encoded, but JSON escapes it. */
function survivesPlain(text: string): boolean {
  return readValue(text) === text && !/\p{Surrogate}/u.test(text);
}

/** JSON where it is JSON (numbers, lists, quoted texts), the text itself otherwise. */
function readValue(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isDeeper(value, DEEPEST) ? text : value;
  } catch {
    return text;
  }
}

/** Whether a value nests deeper than `levels`; looks no deeper itself, so that no address can exhaust the stack. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((item) => isDeeper(item, levels - 1));
}

/** Sets a leaf in a tree of plain objects; false where the path is odd or taken. */
function place(root: Record<string, unknown>, keys: string[], value: unknown): boolean {
  if (keys.length > DEEPEST || keys.some((key) => key === "" || key === "__proto__" || key === "constructor"))
    return false;
  let node = root;
  for (const key of keys.slice(0, -1)) {
    if (!Object.hasOwn(node, key)) node[key] = {};
    const next = node[key];
    if (!isRecord(next)) return false;
    node = next;
  }
  const last = keys[keys.length - 1];
  if (Object.hasOwn(node, last)) return false;
  node[last] = value;
  return true;
}

/** Objects whose keys are 0, 1, 2, … become lists. */
function listsFromKeys(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, listsFromKeys(item)] as const);
  const isList =
    entries.length > 0 && entries.every(([key]) => /^\d{1,3}$/.test(key) && Number(key) < entries.length);
  if (!isList) return Object.fromEntries(entries);
  return entries.toSorted(([a], [b]) => Number(a) - Number(b)).map(([, item]) => item);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Like encodeURIComponent, but brackets, commas, colons and quotes stay readable. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/%(5B|5D|2C|3A)/g, decodeURIComponent);
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
