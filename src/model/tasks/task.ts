// What every task offers: its fields (one schema for form, URL, file) and its data for networks of any unroll length.

import type * as v from "valibot";

/** The parts of a network's state s_t: every cell has h, `lstm` also c. */
export type StatePart = "h" | "c";

/** The state that sequences start from, [B][H] per part. */
export type InitialState = Readonly<Partial<Record<StatePart, Float64Array>>>;

/** The data one batch of sequences is made of. */
export interface TaskData {
  readonly inputSize: number;
  readonly outputSize: number;
  /** Number of sequences B. */
  readonly batch: number;
  /** Targets [B][O]. */
  readonly targets: Float64Array;
  /** s_0 part by part, each [B][H]; a part that is left out is zero. */
  readonly initialState: InitialState;
  /**
   * How many steps each sequence [B] has at most: in a network unrolled over T steps sequence b is read over
   * min(T, lengths[b]) of them, and its state stays as it is from there on. Null where all have as many as are asked for.
   */
  readonly lengths: Float64Array | null;
  /** The numbers the inputs are made from, [B][rows], in the layout that the task's shader reads. */
  readonly sequences: Float64Array;
  /** Numbers that all sequences share, which the task's shader finds behind `sequences`; null for none. */
  readonly table: Float64Array | null;
  /** Sequences of the same task that training never sees, of the same widths and with the same table; null for none. */
  readonly test: TaskData | null;
  /** x_t[k] of sequence b in a network unrolled over `unroll` steps; t = 1…unroll. */
  input(t: number, unroll: number, b: number, k: number): number;
}

type DeepReadonly<T> = T extends (infer U)[]
  ? readonly DeepReadonly<U>[]
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T;

/** The values of a task's fields. */
export type FieldValues<Fields extends v.ObjectEntries> = DeepReadonly<
  v.InferOutput<v.StrictObjectSchema<Fields, undefined>>
>;

/** Something wrong with a task's fields taken together; `path` is relative to the task. */
export interface TaskMistake {
  readonly path: string;
  readonly given: string;
  readonly allowed: string;
}

/** A task as the catalog lists it; `Fields` are the fields of `task` beside `kind`. */
export interface TaskKind<Fields extends v.ObjectEntries> {
  readonly label: string;
  /** One sentence for the user. */
  readonly definition: string;
  readonly fields: Fields;
  /** What no single field's schema can know: shapes that must agree. */
  mistakes(task: FieldValues<Fields>): TaskMistake[];
  /** The unroll length that these fields stand for. */
  unrollOf(task: FieldValues<Fields>): number;
  /** Input size I and output size O. */
  widths(task: FieldValues<Fields>): { readonly inputSize: number; readonly outputSize: number };
  /** The data of these fields; random ones come from the sweep's seed, the same for all points. */
  data(task: FieldValues<Fields>, seed: number): TaskData;
}
