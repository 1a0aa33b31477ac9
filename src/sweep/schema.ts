// The one schema of a sweep, built from the catalogs: form, URL, file and command line are all checked by it.

import * as v from "valibot";
import { activations } from "../model/activations/index.ts";
import { cells } from "../model/cells/index.ts";
import { entry, LARGEST_ENTRY } from "../model/entry.ts";
import { initializers } from "../model/initializers/index.ts";
import { metrics } from "../model/metrics/index.ts";
import { tasks } from "../model/tasks/index.ts";
import { byKind } from "./byKind.ts";
import { trainingSchema } from "./trainingSchema.ts";

/** The keys of a catalog as a schema, its first entry shown first. */
function oneOf<T extends Record<string, unknown>>(catalog: T) {
  return v.picklist(Object.keys(catalog) as Extract<keyof T, string>[]);
}

/** `constant` has a value in the place of a gain. */
function drawnMatrix(title: string, description: string) {
  const schemas = matrixSchemas(title, description);
  const kinds = (scale: keyof typeof schemas) =>
    Object.entries(initializers).flatMap(([kind, own]) => (own.scale === scale ? [kind] : []));
  const variants = (["gain", "value"] as const).map((scale) => ({
    kinds: kinds(scale),
    schema: schemas[scale],
  }));
  return byKind(variants, schemas.gain);
}

function matrixSchemas(title: string, description: string) {
  const kind = v.optional(
    v.pipe(oneOf(initializers), v.title(`${title}: initialiser`), v.description(description)),
    "normal",
  );
  const scale = (name: string, meaning: string) =>
    v.optional(
      v.pipe(
        v.number(),
        v.minValue(-LARGEST_ENTRY),
        v.maxValue(LARGEST_ENTRY),
        v.title(`${title}: ${name}`),
        v.description(meaning),
      ),
      1,
    );
  return {
    gain: v.strictObject({ kind, gain: scale("gain", "Factor on the base draw.") }),
    value: v.strictObject({
      kind,
      value: scale("value", "Every entry of the matrix; with H = 1 the weight itself."),
    }),
  };
}

const drawnInit = v.strictObject({
  recurrent: v.optional(
    drawnMatrix("Recurrent weights", "How weight_hh [H][H] is drawn, for each gate of the cell anew."),
    {},
  ),
  input: v.optional(
    drawnMatrix("Input weights", "How weight_ih [H][I] is drawn, for each gate of the cell anew."),
    {},
  ),
  readout: v.optional(drawnMatrix("Readout weights", "How weight_out [O][H] is drawn."), {}),
  bias: v.optional(
    v.pipe(
      v.number(),
      v.minValue(-LARGEST_ENTRY),
      v.maxValue(LARGEST_ENTRY),
      v.title("Bias"),
      v.description(
        "Every entry of the cell's bias at the start, but for the forget gate's; the readout's bias and gru's bias_hn start at 0.",
      ),
    ),
    0,
  ),
  forgetBias: v.optional(
    v.pipe(
      v.number(),
      v.minValue(-LARGEST_ENTRY),
      v.maxValue(LARGEST_ENTRY),
      v.title("Forget bias"),
      v.description("Bias of lstm's forget gate f at the start; cells without one ignore it."),
    ),
    1,
  ),
});

const rows = v.array(v.array(entry));
const explicitInit = v.strictObject({
  kind: v.literal("explicit"),
  parameters: v.strictObject({
    weight_ih: v.pipe(rows, v.title("weight_ih"), v.description("[G·H][I], gate by gate.")),
    weight_hh: v.pipe(rows, v.title("weight_hh"), v.description("[G·H][H], gate by gate.")),
    bias: v.optional(
      v.pipe(v.array(entry), v.title("bias"), v.description("[G·H]; zeros where it is left out.")),
    ),
    bias_hn: v.optional(
      v.pipe(
        v.array(entry),
        v.title("bias_hn"),
        v.description("[H], of the cell gru only; zeros where it is left out."),
      ),
    ),
    weight_out: v.pipe(rows, v.title("weight_out"), v.description("[O][H]")),
    bias_out: v.optional(
      v.pipe(v.array(entry), v.title("bias_out"), v.description("[O]; zeros where it is left out.")),
    ),
  }),
});

/** One schema per task: its kind and its own fields; the first of the catalog is the default. */
const taskVariants = Object.entries(tasks).map(([kind, { fields }], index) => ({
  kinds: [kind],
  schema: v.strictObject({
    kind: index === 0 ? v.optional(v.literal(kind), kind) : v.literal(kind),
    ...fields,
  }),
}));

const unknownTask = v.object({
  kind: v.pipe(oneOf(tasks), v.title("Task"), v.description("What the network is asked to do.")),
});

/** The most positions one axis may have. */
export const LONGEST_AXIS = 65536;

const axisValue = v.union([v.number(), v.pipe(v.string(), v.maxLength(64))]);
const axis = v.strictObject({
  param: v.pipe(
    v.string(),
    v.maxLength(200),
    v.title("Parameter"),
    v.description("Dotted path of any numeric field, e.g. init.recurrent.gain."),
  ),
  from: v.optional(v.pipe(v.number(), v.title("From"), v.description("First value of the axis."))),
  to: v.optional(v.pipe(v.number(), v.title("To"), v.description("Last value of the axis."))),
  count: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.maxValue(LONGEST_AXIS),
      v.title("Count"),
      v.description("Number of positions; positions of an integer parameter are rounded."),
    ),
  ),
  scale: v.optional(
    v.pipe(v.picklist(["linear", "log"]), v.title("Scale"), v.description("Spacing of the positions.")),
  ),
  values: v.optional(
    v.pipe(
      v.array(axisValue),
      v.minLength(1),
      v.maxLength(LONGEST_AXIS),
      v.title("Values"),
      v.description("The positions one by one, in place of from, to, count and scale."),
    ),
  ),
});

/** The most axes a sweep may have. */
export const MOST_AXES = 6;

export const sweepSchema = v.strictObject({
  version: v.optional(v.literal(1), 1),
  name: v.optional(
    v.pipe(v.string(), v.maxLength(200), v.title("Name"), v.description("Shown above the map.")),
    "",
  ),
  mode: v.optional(
    v.pipe(
      v.picklist(["gradient", "training"]),
      v.title("Mode"),
      v.description(
        "gradient: the network at its initial weights. training: a whole run of gradient descent.",
      ),
    ),
    "gradient",
  ),
  model: v.optional(
    v.strictObject({
      cell: v.optional(v.pipe(oneOf(cells), v.title("Cell"), v.description("The recurrent cell.")), "rnn"),
      activation: v.optional(
        v.pipe(
          oneOf(activations),
          v.title("Activation φ"),
          v.description("The non-linearity of an rnn's units; gru and lstm have their own."),
        ),
        "tanh",
      ),
      hidden: v.optional(
        v.pipe(
          v.number(),
          v.integer(),
          v.minValue(1),
          v.maxValue(128),
          v.title("Hidden size H"),
          v.description("Number of units; 1 is the scalar network of the notes."),
        ),
        32,
      ),
    }),
    {},
  ),
  task: v.optional(byKind(taskVariants, unknownTask), {}),
  init: v.optional(
    byKind(
      [
        { kinds: [], schema: drawnInit },
        { kinds: ["explicit"], schema: explicitInit },
      ],
      drawnInit,
    ),
    {},
  ),
  training: v.optional(trainingSchema, {}),
  seed: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(0),
      v.maxValue(Number.MAX_SAFE_INTEGER),
      v.title("Seed"),
      v.description("Another seed draws other networks; the same seed always the same ones."),
    ),
    0,
  ),
  replicates: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.maxValue(4096),
      v.title("Replicates R"),
      v.description("Independent draws of the initial weights at every point."),
    ),
    1,
  ),
  axes: v.optional(v.pipe(v.array(axis), v.maxLength(MOST_AXES)), []),
  metrics: v.optional(
    v.pipe(
      v.array(oneOf(metrics)),
      v.minLength(1),
      v.title("Metrics"),
      v.description("What is measured at every point."),
    ),
    ["logGradientRatio", "loss"],
  ),
});
