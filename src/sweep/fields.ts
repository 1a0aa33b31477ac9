// Reads the schema: which field stands at a dotted path, what it allows, and how it is named to the user.
// The form, the axes' checks, the error texts and the command line's help all ask here.

import type * as v from "valibot";
import { sweepSchema } from "./schema.ts";

/** A leaf of the spec, described for people and for checks. */
export interface Field {
  readonly kind: "number" | "choice" | "text" | "list" | "group";
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  /** Numbers: the range and whether only integers are allowed. */
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
  /** Whether null, which stands for none, is allowed as well; the positions of an axis are never null. */
  readonly nullable: boolean;
  /** Choices: the allowed values. Groups: the known keys. */
  readonly options: readonly string[];
}

/** The parts of a valibot schema or action that are read here. */
interface Node {
  readonly type: string;
  readonly kind?: string;
  readonly wrapped?: Node;
  readonly pipe?: readonly Node[];
  readonly entries?: Readonly<Record<string, Node>>;
  readonly item?: Node;
  readonly options?: readonly (string | Node)[];
  readonly literal?: unknown;
  readonly getter?: (input: unknown) => Node;
  readonly requirement?: number;
  readonly title?: string;
  readonly description?: string;
  readonly metadata?: { unit?: string };
}

/**
 * The field at a dotted path, or null where the schema has none.
 * @param spec the (raw or parsed) spec, whose kinds decide which fields there are
 */
export function fieldAt(spec: unknown, path: string): Field | null {
  let node: Node | null = sweepSchema as unknown as Node;
  let value: unknown = spec;
  for (const key of path === "" ? [] : path.split(".")) {
    node = node && child(node, value, key);
    if (node === null) return null;
    value = ownValue(value, key);
  }
  return node && describe(node, value);
}

/** What the field at a path is called, for people; its path where it has no name of its own. */
export function fieldTitle(spec: unknown, path: string): string {
  return fieldAt(spec, path)?.title || path;
}

/** The dotted paths of all numbers and choices that the spec has, in the schema's order; lists are left out. */
export function fieldPaths(spec: unknown, under = ""): string[] {
  const paths: string[] = [];
  const walk = (node: Node, value: unknown, path: string) => {
    const { schema } = unwrap(node, value);
    if (schema.entries) {
      for (const [key, entry] of Object.entries(schema.entries)) {
        walk(entry, ownValue(value, key), path === "" ? key : `${path}.${key}`);
      }
    } else if (schema.type === "number" || schema.type === "picklist") paths.push(path);
  };
  walk(sweepSchema as unknown as Node, spec, "");
  return paths.filter((path) => path.startsWith(under));
}

/** What a field allows, in words: `an integer from 1 to 32768`. */
export function allowedText(field: Field): string {
  switch (field.kind) {
    case "number": {
      const noun = field.integer ? "an integer" : "a number";
      if (field.min === Number.NEGATIVE_INFINITY && field.max === Number.POSITIVE_INFINITY) return noun;
      return `${noun} from ${field.min} to ${field.max}`;
    }
    case "choice":
      return field.options.length === 1
        ? `only ${field.options[0]}`
        : `one of ${field.options.map((option) => `"${option}"`).join(", ")}`;
    case "text":
      return field.max === Number.POSITIVE_INFINITY ? "a text" : `a text of at most ${field.max} characters`;
    case "list":
      return "a list";
    case "group":
      return `an object with the keys ${field.options.join(", ")}`;
  }
}

function child(node: Node, value: unknown, key: string): Node | null {
  const { schema } = unwrap(node, value);
  if (schema.entries) return Object.hasOwn(schema.entries, key) ? schema.entries[key] : null;
  if (schema.item && /^\d+$/.test(key) && Array.isArray(value) && Number(key) < value.length)
    return schema.item;
  return null;
}

function ownValue(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

/** Peels optional, nullable, pipe and lazy off; what the pipes say on the way is collected. */
function unwrap(node: Node, value: unknown): { schema: Node; actions: Node[]; nullable: boolean } {
  const actions: Node[] = [];
  let schema = node;
  let nullable = false;
  for (;;) {
    if (schema.type === "nullable") nullable = true;
    if (schema.pipe) {
      actions.push(...schema.pipe.slice(1));
      const inner: Node = schema.pipe[0];
      if (!inner.wrapped && !inner.getter) return { schema: inner, actions, nullable };
      schema = inner;
    } else if (schema.wrapped) schema = schema.wrapped;
    else if (schema.getter) schema = schema.getter(value);
    else return { schema, actions, nullable };
  }
}

function describe(node: Node, value: unknown): Field {
  const { schema, actions, nullable } = unwrap(node, value);
  const action = (type: string) => actions.find((a) => a.type === type);
  const base = {
    title: action("title")?.title ?? "",
    description: action("description")?.description ?? "",
    unit: action("metadata")?.metadata?.unit ?? "",
    min: action("min_value")?.requirement ?? Number.NEGATIVE_INFINITY,
    max: (action("max_value") ?? action("max_length"))?.requirement ?? Number.POSITIVE_INFINITY,
    integer: action("integer") !== undefined,
    nullable,
    options: [] as string[],
  };
  if (schema.entries) return { ...base, kind: "group", options: Object.keys(schema.entries) };
  switch (schema.type) {
    case "number":
      return { ...base, kind: "number" };
    case "picklist":
      return { ...base, kind: "choice", options: (schema.options ?? []).map(String) };
    case "literal":
      return { ...base, kind: "choice", options: [String(schema.literal)] };
    case "array":
      return { ...base, kind: "list" };
    case "union":
      return { ...base, kind: "text" };
    default:
      return { ...base, kind: "text" };
  }
}

/** What valibot calls an issue, as far as it is read here. */
export type SchemaIssue = v.BaseIssue<unknown>;
