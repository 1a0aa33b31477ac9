// The fields of tasks that can be unrolled over any number of steps: how many steps, how many sequences.

import * as v from "valibot";

export const LONGEST_UNROLL = 32768;
/** A network of a few hundred parameters can learn 64 sequences by heart; of thousands it has to find the rule. */
export const LARGEST_BATCH = 1024;

/** The field `unroll`; the description says what a step is in the task at hand. */
export function unrollField(description: string) {
  return v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.maxValue(LONGEST_UNROLL),
      v.title("Unroll length T"),
      v.description(description),
      v.metadata({ unit: "steps" }),
    ),
    50,
  );
}

/** The field `batch`. */
export function batchField(description: string) {
  return v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.maxValue(LARGEST_BATCH),
      v.title("Sequences B"),
      v.description(description),
    ),
    32,
  );
}

/** The field `testBatch`. */
export function testBatchField(description: string, fallback: number) {
  return v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(0),
      v.maxValue(LARGEST_BATCH),
      v.title("Test sequences"),
      v.description(description),
    ),
    fallback,
  );
}
