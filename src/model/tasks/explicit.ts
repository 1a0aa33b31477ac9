// Inputs and targets given number by number, for whoever wants one network's gradient on their own data. Sequences may
// have different lengths: then the network is unrolled over the longest, and each is read over its own steps.

import * as v from "valibot";
import { entry } from "../entry.ts";
import { LONGEST_UNROLL } from "./sizes.ts";
import type { FieldValues, InitialState, StatePart, TaskKind, TaskMistake } from "./task.ts";

/** Nobody gives more sequences number by number. */
const LARGEST_BATCH = 64;
const WIDEST = 64;
/** Inputs are kept in a block of B × T × I numbers with T the longest: 64 MiB of float32, half of what every GPU can bind. */
const MOST_NUMBERS = 2 ** 24;

const rows = v.array(v.array(entry));

const fields = {
  inputs: v.pipe(
    v.array(rows),
    v.title("Inputs"),
    v.description(
      "x [B][T][I]: sequences, steps, inputs. B ≤ 64, T ≤ 32768, I ≤ 64; sequences may differ in their number of steps.",
    ),
  ),
  targets: v.pipe(rows, v.title("Targets"), v.description("y* [B][O], O ≤ 64.")),
  lengths: v.optional(
    v.nullable(
      v.pipe(
        v.array(v.pipe(v.number(), v.integer())),
        v.title("Lengths"),
        v.description(
          "[B]: how many steps of each sequence are read, for inputs that are padded to one length; null for all of them.",
        ),
      ),
    ),
    null,
  ),
  initialState: v.optional(
    v.nullable(
      v.pipe(
        v.strictObject({ h: v.optional(rows), c: v.optional(rows) }),
        v.title("Initial state"),
        v.description(
          "s_0 as {h: [B][H]}, for the cell lstm also {c: [B][H]}; zeros for what is left out, null for all zeros.",
        ),
      ),
    ),
    null,
  ),
} satisfies v.ObjectEntries;

type Fields = FieldValues<typeof fields>;

export const explicit: TaskKind<typeof fields> = {
  label: "Explicit data",
  definition:
    "Inputs [B][T][I] (sequences may differ in length), targets [B][O] and an optional initial state, given number by number.",
  fields,
  mistakes: (task) => [
    ...inputMistakes(task),
    ...lengthMistakes(task),
    ...targetMistakes(task),
    ...stateMistakes(task),
  ],
  unrollOf: (task) => longest(readInputs(task)),
  widths: ({ inputs, targets }) => ({ inputSize: inputs[0][0].length, outputSize: targets[0].length }),
  data(task) {
    const { targets, initialState } = task;
    const inputs = readInputs(task);
    const [batch, steps, inputSize] = [inputs.length, longest(inputs), inputs[0][0].length];
    // Zeros after the end of a shorter sequence, which nobody reads.
    const sequences = new Float64Array(batch * steps * inputSize);
    for (const [b, sequence] of inputs.entries()) sequences.set(sequence.flat(), b * steps * inputSize);
    const lengths = Float64Array.from(inputs, (sequence) => sequence.length);
    return {
      inputSize,
      outputSize: targets[0].length,
      batch,
      targets: Float64Array.from(targets.flat()),
      initialState: stateOf(initialState),
      lengths: lengths.every((length) => length === steps) ? null : lengths,
      sequences,
      table: null,
      test: null,
      input: (t, _unroll, b, k) => sequences[(b * steps + t - 1) * inputSize + k],
    };
  },
};

/** The sequences as far as they are read. */
function readInputs({ inputs, lengths }: Fields): Fields["inputs"] {
  return lengths === null ? inputs : inputs.map((sequence, b) => sequence.slice(0, lengths[b]));
}

function longest(inputs: Fields["inputs"]): number {
  return inputs.reduce((most, sequence) => Math.max(most, sequence.length), 0);
}

function stateOf(state: Fields["initialState"]): InitialState {
  const flat = (part: StatePart) => {
    const given = state?.[part];
    return given === undefined ? {} : { [part]: Float64Array.from(given.flat()) };
  };
  return { ...flat("h"), ...flat("c") };
}

/** Every sequence has at least one step, every step the width of the first one, and all is within bounds. */
function inputMistakes({ inputs }: Fields): TaskMistake[] {
  const mistakes: TaskMistake[] = [];
  const say = (path: string, given: string, allowed: string) => mistakes.push({ path, given, allowed });
  const batch = inputs.length;
  if (batch < 1 || batch > LARGEST_BATCH) {
    say("inputs", `${batch} sequences`, `1 to ${LARGEST_BATCH} sequences (B)`);
  }
  const first = inputs.findIndex((sequence) => sequence.length > 0);
  const inputSize = first < 0 ? undefined : inputs[first][0].length;
  if (inputSize !== undefined && (inputSize < 1 || inputSize > WIDEST)) {
    say(`inputs.${first}.0`, `${inputSize} inputs`, `1 to ${WIDEST} inputs (I)`);
  }
  inputs.forEach((sequence, b) => {
    const steps = sequence.length;
    if (steps < 1 || steps > LONGEST_UNROLL) {
      say(`inputs.${b}`, `${steps} steps`, `1 to ${LONGEST_UNROLL} steps (T)`);
    }
    const odd = sequence.findIndex((x) => x.length !== inputSize);
    if (odd >= 0) {
      const given = `${sequence[odd].length} inputs`;
      say(`inputs.${b}.${odd}`, given, `${inputSize} inputs, as in the first step`);
    }
  });
  const numbers = batch * longest(inputs) * (inputSize ?? 0);
  if (mistakes.length === 0 && numbers > MOST_NUMBERS) {
    say("inputs", `${numbers} numbers (B × longest T × I)`, `at most ${MOST_NUMBERS} numbers`);
  }
  return mistakes;
}

/** One length per sequence, of at least one step and at most those that there are. */
function lengthMistakes({ inputs, lengths }: Fields): TaskMistake[] {
  if (lengths === null) return [];
  if (lengths.length !== inputs.length) {
    const allowed = `${inputs.length} lengths, one per sequence of task.inputs`;
    return [{ path: "lengths", given: `${lengths.length} lengths`, allowed }];
  }
  return lengths.flatMap((length, b) =>
    length >= 1 && length <= inputs[b].length
      ? []
      : [
          {
            path: `lengths.${b}`,
            given: String(length),
            allowed: `1 to ${inputs[b].length}, the steps of inputs.${b}`,
          },
        ],
  );
}

/** One row of targets per sequence, all of one width. */
function targetMistakes({ inputs, targets }: Fields): TaskMistake[] {
  const mistakes: TaskMistake[] = [];
  const say = (path: string, given: string, allowed: string) => mistakes.push({ path, given, allowed });
  if (targets.length !== inputs.length) {
    say("targets", `${targets.length} rows`, `${inputs.length} rows, one per sequence of task.inputs`);
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

/** A state without parts would be lost in a permalink; null says the same. */
function stateMistakes({ initialState }: Fields): TaskMistake[] {
  return initialState === null || Object.values(initialState).some((part) => part !== undefined)
    ? []
    : [{ path: "initialState", given: "{}", allowed: "h, c or both; null for zeros" }];
}
