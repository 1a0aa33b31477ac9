// A part of a spec that has other fields for each `kind` it may be. The schema asks the input for its kind; whoever lists
// what is allowed (the JSON Schema) asks here for all that it may come to.

import * as v from "valibot";

/** What a part may be: the kinds that have these fields. */
export interface Variant {
  /** None for a variant that has no field `kind`. */
  readonly kinds: readonly string[];
  readonly schema: v.GenericSchema;
}

const known = new WeakMap<object, readonly Variant[]>();

/**
 * The schema of such a part.
 * @param variants the first is what an input without a kind is taken for
 * @param otherwise what finds fault with an unknown kind
 */
export function byKind(variants: readonly Variant[], otherwise: v.GenericSchema) {
  const schema = v.lazy((input): v.GenericSchema => {
    const kind = (input as { kind?: unknown } | null | undefined)?.kind ?? null;
    if (kind === null) return variants[0].schema;
    return variants.find(({ kinds }) => kinds.some((name) => name === kind))?.schema ?? otherwise;
  });
  known.set(schema, variants);
  return schema;
}

/** The variants of a schema that `byKind` made; undefined of any other. */
export function variantsOf(schema: object): readonly Variant[] | undefined {
  return known.get(schema);
}
