// All fields under a path, as the schema lists them: the form is generated, so a new field shows up by itself.

import { fieldAt } from "../../sweep/fields.ts";
import type { SpecDraft } from "../state/draft.ts";
import { explicitFrom } from "./explicitTask.ts";
import { FieldRow } from "./FieldRow.tsx";
import { catalogAt, withKind, withTaskKind } from "./kinds.ts";
import { valueAt, withValue } from "./value.ts";

interface GroupFieldsProps {
  readonly draft: SpecDraft;
  readonly path: string;
  /** A field that is edited elsewhere. */
  readonly without?: string;
}

export function GroupFields({ draft, path, without }: GroupFieldsProps) {
  const raw = draft.raw.value;
  return (
    <>
      {leavesUnder(raw, path).map((leaf) => {
        const field = fieldAt(raw, leaf);
        if (field === null || leaf === without) return null;
        const catalog = catalogAt(leaf);
        return (
          <FieldRow
            key={leaf}
            path={leaf}
            field={field}
            catalog={catalog}
            value={valueAt(raw, leaf)}
            mistakes={draft.mistakes.value}
            {...titleFor(leaf, field.title)}
            onChange={(value) => draft.edit(changed(draft, leaf, value))}
          />
        );
      })}
    </>
  );
}

/** The leaves under a path, also of a group that is missing. One that holds something else is edited as a whole. */
function leavesUnder(raw: unknown, path: string): string[] {
  const field = fieldAt(raw, path);
  const value = valueAt(raw, path);
  const isGroup = value === undefined || (typeof value === "object" && value !== null);
  if (field?.kind !== "group" || !isGroup) return [path];
  return field.options.flatMap((key) => leavesUnder(raw, `${path}.${key}`));
}

function changed(draft: SpecDraft, path: string, value: unknown): unknown {
  const raw = draft.raw.value;
  const parsed = draft.parsed.value;
  if (path === "task.kind" && value === "explicit" && parsed.ok) {
    return withValue(raw, "task", explicitFrom(parsed.value.task, parsed.value.seed));
  }
  if (path === "task.kind") return withTaskKind(raw, String(value));
  if (/(^|\.)kind$/.test(path)) return withKind(raw, path, String(value));
  return withValue(raw, path, value);
}

/** Literals carry no title of their own. */
function titleFor(path: string, title: string): { title?: string } {
  if (path === "task.kind") return { title: "Task" };
  return title === "" ? { title: path.split(".").slice(-2).join(".") } : {};
}
