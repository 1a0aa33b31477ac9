// The catalog of tasks: one line each; the keys are the allowed values of `task.kind`.

import type * as v from "valibot";
import { adding } from "./adding.ts";
import { explicit } from "./explicit.ts";
import { latch } from "./latch.ts";
import { prices } from "./prices.ts";
import { series } from "./series.ts";
import type { FieldValues, TaskData, TaskKind } from "./task.ts";

export const tasks = { prices, adding, latch, series, explicit };

export type TaskName = keyof typeof tasks;

/** `task` of a spec: its kind and that kind's fields. */
export type TaskSpec = {
  readonly [K in TaskName]: { readonly kind: K } & FieldValues<(typeof tasks)[K]["fields"]>;
}[TaskName];

/** The catalog entry of a task, to be called with that same task. */
export function kindOf(task: TaskSpec): AnyTask {
  return tasks[task.kind] as unknown as AnyTask;
}

/** Whether a task keeps sequences back from training; of a task as a user writes it, blanks and all, too. */
export function hasTest(task: unknown): boolean {
  const { kind, testBatch } = (task ?? {}) as { kind?: unknown; testBatch?: unknown };
  const known =
    typeof kind === "string" && Object.hasOwn(tasks, kind) ? tasks[kind as TaskName] : tasks.prices;
  return "testBatch" in known.fields && testBatch !== 0;
}

type AnyTask = Omit<TaskKind<v.ObjectEntries>, "mistakes" | "unrollOf" | "widths" | "data"> & {
  [M in "mistakes" | "unrollOf" | "widths"]: (task: TaskSpec) => ReturnType<TaskKind<v.ObjectEntries>[M]>;
} & { data(task: TaskSpec, seed: number): TaskData };

export type { InitialState, StatePart, TaskData, TaskKind } from "./task.ts";
