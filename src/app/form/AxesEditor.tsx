// The axes of the sweep: each with its own fields, and a button for one more.

import { MOST_AXES } from "../../sweep/schema.ts";
import type { SpecDraft } from "../state/draft.ts";
import { AxisFields, axisParams } from "./AxisFields.tsx";
import { MistakeList } from "./FieldRow.tsx";
import { valueAt, withValue } from "./value.ts";

/** A new axis is short: each further dimension multiplies the work. */
const NEW_COUNT = 9;

export function AxesEditor({ draft }: { draft: SpecDraft }) {
  const raw = draft.raw.value;
  const given = valueAt(raw, "axes");
  const axes: unknown[] = Array.isArray(given) ? given : [];
  const mistakes = draft.mistakes.value.filter((m) => m.path === "axes");
  const add = () => {
    const used = axes.map((axis) => valueAt(axis, "param"));
    const param = axisParams(raw).find(
      (path) => !used.includes(path) && typeof valueAt(raw, path) === "number" && path !== "model.hidden",
    );
    const value = Number(valueAt(raw, param ?? "seed") ?? 0);
    const axis = { param: param ?? "seed", from: value, to: value + 1, count: NEW_COUNT };
    draft.edit(withValue(raw, "axes", [...axes, axis]));
  };
  return (
    <>
      {axes.map((_, index) => (
        <AxisFields key={index} draft={draft} index={index} />
      ))}
      <MistakeList mistakes={mistakes} path="axes" />
      <button type="button" class="quiet" onClick={add} disabled={axes.length >= MOST_AXES}>
        Add an axis
      </button>
    </>
  );
}
