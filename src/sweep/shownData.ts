// A task's data as the network sees it, in nested lists: for whoever wants to check a gradient with a program of their own.

import { type InitialState, kindOf, type TaskData } from "../model/tasks/index.ts";
import { unrollOf } from "./point.ts";
import { rowsOf } from "./shape.ts";
import type { SweepSpec } from "./spec.ts";

/** The sequences of training or test. */
export interface ShownSequences {
  /** x [B][T][I]; what stands behind the end of a shorter sequence is read by nobody. */
  readonly inputs: readonly (readonly (readonly number[])[])[];
  /** y* [B][O]. */
  readonly targets: readonly (readonly number[])[];
  /** Steps over which each sequence is read [B], at most T; its state stays as it is from there on. */
  readonly lengths: readonly number[];
  /** s_0 by part, each [B][H]; only where it is not zero. */
  readonly initialState?: Readonly<Record<string, readonly (readonly number[])[]>>;
}

export interface ShownData extends ShownSequences {
  /** The sequences that training never sees; only where the task has some. */
  readonly test?: ShownSequences;
}

/** The data of the network that a spec describes, its axes ignored. */
export function shownData(spec: SweepSpec): ShownData {
  const data = kindOf(spec.task).data(spec.task, spec.seed);
  const show = (set: TaskData) => sequencesOf(set, unrollOf(spec.task), spec.model.hidden);
  return { ...show(data), ...(data.test === null ? {} : { test: show(data.test) }) };
}

function sequencesOf(data: TaskData, unroll: number, hidden: number): ShownSequences {
  const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);
  return {
    inputs: upTo(data.batch).map((b) =>
      upTo(unroll).map((i) => upTo(data.inputSize).map((k) => data.input(i + 1, unroll, b, k))),
    ),
    targets: rowsOf(Array.from(data.targets), data.outputSize),
    lengths: upTo(data.batch).map((b) => Math.min(unroll, data.lengths?.[b] ?? unroll)),
    ...stateOf(data.initialState, hidden),
  };
}

function stateOf(state: InitialState, hidden: number): Pick<ShownSequences, "initialState"> {
  const parts = Object.entries(state).map(([part, values]) => [part, rowsOf(Array.from(values), hidden)]);
  return parts.length === 0 ? {} : { initialState: Object.fromEntries(parts) };
}
