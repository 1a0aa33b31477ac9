// Inputs and targets given number by number, for whoever wants one network's gradient on their own data.

import * as v from "valibot";
import { entry } from "../entry.ts";
import type { FieldValues, TaskKind, TaskMistake } from "./task.ts";

const LONGEST_BATCH = 64;
const LONGEST_UNROLL = 32768;
const WIDEST = 64;

const fields = {
  inputs: v.pipe(
    v.array(v.array(v.array(entry))),
    v.title("Inputs"),
    v.description(
      "x [B][T][I]: sequences, steps, inputs. B ≤ 64, T ≤ 32768, I ≤ 64, all sequences of one length.",
    ),
  ),
  targets: v.pipe(v.array(v.array(entry)), v.title("Targets"), v.description("y* [B][O], O ≤ 64.")),
  initialState: v.optional(
    v.nullable(
      v.pipe(
        v.strictObject({ h: v.array(v.array(entry)) }),
        v.title("Initial state"),
        v.description("h_0 as {h: [B][H]}; zeros where it is left out."),
      ),
    ),
    null,
  ),
} satisfies v.ObjectEntries;

export const explicit: TaskKind<typeof fields> = {
  label: "Explicit data",
  definition: "Inputs [B][T][I], targets [B][O] and an optional initial state, given number by number.",
  fields,
  mistakes: shapeMistakes,
  unrollOf: (task) => task.inputs[0].length,
  widths: ({ inputs, targets }) => ({ inputSize: inputs[0][0].length, outputSize: targets[0].length }),
  data({ inputs, targets, initialState }) {
    const [batch, unroll, inputSize] = [inputs.length, inputs[0].length, inputs[0][0].length];
    const sequences = Float64Array.from(inputs.flat(2));
    return {
      inputSize,
      outputSize: targets[0].length,
      batch,
      targets: Float64Array.from(targets.flat()),
      initialState: initialState === null ? {} : { h: Float64Array.from(initialState.h.flat()) },
      lengths: null,
      sequences,
      table: null,
      test: null,
      input: (t, _unroll, b, k) => sequences[(b * unroll + t - 1) * inputSize + k],
    };
  },
};

/** Every sequence has one length and width, every target row one width, and all are within bounds. */
function shapeMistakes({ inputs, targets }: FieldValues<typeof fields>): TaskMistake[] {
  const mistakes: TaskMistake[] = [];
  const say = (path: string, given: string, allowed: string) => mistakes.push({ path, given, allowed });
  const batch = inputs.length;
  if (batch < 1 || batch > LONGEST_BATCH) {
    say("inputs", `${batch} sequences`, `1 to ${LONGEST_BATCH} sequences (B)`);
  }
  const unroll = inputs[0]?.length ?? 0;
  if (batch > 0 && (unroll < 1 || unroll > LONGEST_UNROLL)) {
    say("inputs.0", `${unroll} steps`, `1 to ${LONGEST_UNROLL} steps (T)`);
  }
  const inputSize = inputs[0]?.[0]?.length ?? 0;
  if (unroll > 0 && (inputSize < 1 || inputSize > WIDEST)) {
    say("inputs.0.0", `${inputSize} inputs`, `1 to ${WIDEST} inputs (I)`);
  }
  inputs.forEach((sequence, b) => {
    if (sequence.length !== unroll) {
      say(`inputs.${b}`, `${sequence.length} steps`, `${unroll} steps, as in the first sequence`);
    }
    const odd = sequence.findIndex((x) => x.length !== inputSize);
    if (odd >= 0) {
      say(
        `inputs.${b}.${odd}`,
        `${sequence[odd].length} inputs`,
        `${inputSize} inputs, as in the first step`,
      );
    }
  });
  if (targets.length !== batch) {
    say("targets", `${targets.length} rows`, `${batch} rows, one per sequence of task.inputs`);
  }
  const outputSize = targets[0]?.length ?? 0;
  if (targets.length > 0 && (outputSize < 1 || outputSize > WIDEST)) {
    say("targets.0", `${outputSize} outputs`, `1 to ${WIDEST} outputs (O)`);
  }
  targets.forEach((row, b) => {
    if (row.length !== outputSize) {
      say(`targets.${b}`, `${row.length} outputs`, `${outputSize} outputs, as in the first row`);
    }
  });
  return mistakes;
}
