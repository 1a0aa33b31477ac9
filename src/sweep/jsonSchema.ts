// The schema of a sweep as JSON Schema, for editors and for programs in other languages. It refuses nothing that parseSpec
// accepts; what it cannot say (rules between fields) is told in its $comment, and parseSpec remains the judge.

import { type ConversionConfig, type JsonSchema, toJsonSchema } from "@valibot/to-json-schema";
import type { GenericSchema } from "valibot";
import { gradientMetrics, trainingMetrics } from "../model/metrics/index.ts";
import { MOST_NETWORKS } from "./axisRules.ts";
import { type Variant, variantsOf } from "./byKind.ts";
import { sweepSchema } from "./schema.ts";

/** What only the program itself can check. */
const BEYOND = [
  "JSON Schema cannot say the following; the program checks it and names every mistake with its path.",
  "An axis' param is the dotted path of a number or a choice that this very sweep reads (its cell, task, mode and optimiser decide), on one axis only; its positions lie within what that field allows, and integers stay integers in values.",
  `All positions times replicates are at most ${MOST_NETWORKS}. A log axis runs between two numbers of one sign, neither 0.`,
  "The shapes of explicit data, start states and parameters agree with each other and with the model; steps, widths and lengths are bounded.",
  "Prices of a series change within their training days, and there are at most as many as the program can keep.",
  "Blank model.hidden is, with explicit parameters, what weight_hh says; blank metrics in mode training are all metrics of that mode.",
  "Lengths of texts are counted in UTF-16 units there, in characters here.",
].join(" ");

/** The JSON Schema (draft 2020-12) of a sweep as a file holds it: blanks may be left out, and have these defaults. */
export function sweepJsonSchema(): Record<string, unknown> {
  const schema = converted(sweepSchema);
  const { axes, metrics } = schema.properties as Record<string, JsonSchema>;
  Object.assign(axes.items as JsonSchema, eitherValuesOrRange);
  metrics.uniqueItems = true;
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "A sweep of Vanishing Point",
    description:
      "Recurrent networks at every point of a grid: what they are, what they are asked, and what is measured. {} is one, for every blank has a default.",
    $comment: BEYOND,
    ...schema,
    // The metrics of one mode mean nothing in the other.
    if: { properties: { mode: { const: "training" } }, required: ["mode"] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema; nobody awaits this object
    then: metricsAmong(trainingMetrics),
    else: metricsAmong(gradientMetrics),
  };
}

/** An axis has its positions one by one, or from, to and count. */
const eitherValuesOrRange: JsonSchema = {
  oneOf: [
    {
      required: ["values"],
      not: { anyOf: ["from", "to", "count", "scale"].map((key) => ({ required: [key] })) },
    },
    { required: ["from", "to", "count"], not: { required: ["values"] } },
  ],
};

function metricsAmong(catalog: Readonly<Record<string, unknown>>): JsonSchema {
  return { properties: { metrics: { items: { enum: Object.keys(catalog) } } } };
}

function converted(schema: GenericSchema): JsonSchema {
  const { $schema, $defs, ...own } = toJsonSchema(schema, config);
  return own;
}

const config: ConversionConfig = {
  target: "draft-2020-12",
  typeMode: "input",
  overrideSchema({ valibotSchema }) {
    const variants = variantsOf(valibotSchema);
    return variants && { anyOf: variants.map(withItsKinds) };
  },
};

/** A variant that takes its own kinds only; the first one also an object that names none. */
function withItsKinds({ kinds, schema }: Variant, index: number): JsonSchema {
  const { properties, required = [], ...own } = converted(schema);
  if (kinds.length === 0) return { ...own, properties, required };
  const kind = { ...(properties?.kind as JsonSchema), enum: [...kinds] };
  delete kind.const;
  // Whoever leaves the kind out gets the first variant, and with it that one's default.
  if (index > 0) delete kind.default;
  return {
    ...own,
    properties: { ...properties, kind },
    required: index === 0 ? required : [...new Set(["kind", ...required])],
  };
}
