// What every task offers: its fields (one schema for form, URL, file) and its data for networks of any unroll length.

import type * as v from "valibot";

/** The data one batch of sequences is made of. */
export interface TaskData {
  readonly inputSize: number;
  readonly outputSize: number;
  /** Number of sequences B. */
  readonly batch: number;
  /** Targets [B][O]. */
  readonly targets: Float64Array;
  /** h_0 [B][H], or null for h_0 = 0. */
  readonly initialState: Float64Array | null;
  /** The numbers the inputs are made from, in the layout that the task's shader reads. */
  readonly sequences: Float64Array;
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
  /** The data of these fields. */
  data(task: FieldValues<Fields>): TaskData;
}
