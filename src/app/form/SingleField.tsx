// One field of the draft by its path, wherever in the form it stands.

import { fieldAt } from "../../sweep/fields.ts";
import type { SpecDraft } from "../state/draft.ts";
import { FieldRow } from "./FieldRow.tsx";
import { catalogAt } from "./kinds.ts";
import { valueAt, withValue } from "./value.ts";

interface SingleFieldProps {
  readonly draft: SpecDraft;
  readonly path: string;
  /** What else changes with this field. */
  readonly also?: (raw: unknown) => unknown;
}

export function SingleField({ draft, path, also = (raw) => raw }: SingleFieldProps) {
  const raw = draft.raw.value;
  const field = fieldAt(raw, path);
  return field === null ? null : (
    <FieldRow
      path={path}
      field={field}
      catalog={catalogAt(path)}
      value={valueAt(raw, path)}
      mistakes={draft.mistakes.value}
      onChange={(value) => draft.edit(also(withValue(raw, path, value)))}
    />
  );
}
