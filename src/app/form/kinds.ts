// Fields called `kind` decide which other fields there are; a change of kind carries over what still fits.

import { activations } from "../../model/activations/index.ts";
import { cells } from "../../model/cells/index.ts";
import { initializers } from "../../model/initializers/index.ts";
import { optimizers } from "../../model/optimizers/index.ts";
import { tasks } from "../../model/tasks/index.ts";
import { fieldAt } from "../../sweep/fields.ts";
import { parseSpec } from "../../sweep/spec.ts";
import { valueAt, withValue } from "./value.ts";

/** The catalog that a choice chooses from, with a sentence for each entry; null for plain choices. */
export function catalogAt(path: string): Readonly<Record<string, string>> | null {
  const told = <T>(catalog: Record<string, T>, tell: (entry: T) => string) =>
    Object.fromEntries(Object.entries(catalog).map(([name, entry]) => [name, tell(entry)]));
  if (path === "model.cell") return told(cells, (cell) => cell.formula);
  if (path === "model.activation") return told(activations, (activation) => activation.formula);
  if (path === "training.optimizer") return told(optimizers, (optimizer) => optimizer.formula);
  if (path === "task.kind") return told(tasks, (task) => task.definition);
  if (/^init\.\w+\.kind$/.test(path)) return told(initializers, (initializer) => initializer.definition);
  return null;
}

/** A draft with another kind at `path`: fields the new kind does not know go, one renamed field keeps its value. */
export function withKind(draft: unknown, path: string, kind: string): unknown {
  const group = path.replace(/\.?kind$/, "");
  const changed = withValue(draft, path, kind);
  const known = fieldAt(changed, group)?.options ?? [];
  const before = Object.entries((valueAt(draft, group) as Record<string, unknown>) ?? {});
  const kept = before.filter(([key]) => known.includes(key) && key !== "kind");
  const gone = before.filter(([key]) => !known.includes(key));
  const missing = known.filter((key) => key !== "kind" && !kept.some(([k]) => k === key));
  const renamed = gone.length === 1 && missing.length === 1 ? [[missing[0], gone[0][1]]] : [];
  const next = withValue(changed, group, Object.fromEntries([["kind", kind], ...kept, ...renamed]));
  if (renamed.length === 0) return next;
  return renameAxes(next, `${group}.${gone[0][0]}`, `${group}.${missing[0]}`);
}

/** A draft with another task: what still fits is kept, and every other field shows the default that holds. */
export function withTaskKind(draft: unknown, kind: string): unknown {
  const next = withKind(draft, "task.kind", kind);
  const alone = parseSpec({ task: valueAt(next, "task") });
  return alone.ok ? withValue(next, "task", alone.value.task) : next;
}

/** An axis over the renamed field goes on under its new name. */
function renameAxes(draft: unknown, from: string, to: string): unknown {
  const axes = valueAt(draft, "axes");
  if (!Array.isArray(axes)) return draft;
  const renamed = axes.map((axis: unknown) =>
    valueAt(axis, "param") === from ? withValue(axis, "param", to) : axis,
  );
  return withValue(draft, "axes", renamed);
}
