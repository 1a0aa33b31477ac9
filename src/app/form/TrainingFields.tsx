// How the networks are trained: the fields of `training` that the chosen optimiser reads, and clipping with its switch.

import { fieldAt } from "../../sweep/fields.ts";
import type { SpecDraft } from "../state/draft.ts";
import { FieldRow } from "./FieldRow.tsx";
import { catalogAt } from "./kinds.ts";
import { readsSetting, withUsualMomentum } from "./optimizer.ts";
import { valueAt, withValue } from "./value.ts";

/** Where clipping starts when it is switched on: Pascanu et al. found thresholds around the usual norm to do. */
const USUAL_CLIP_NORM = 1;
const CLIPPING =
  "Shortens every gradient that is longer than the clip norm to that norm, direction kept, before it is used (torch.nn.utils.clip_grad_norm_).";

export function TrainingFields({ draft }: { draft: SpecDraft }) {
  const raw = draft.raw.value;
  const settings = fieldAt(raw, "training")?.options ?? [];
  return (
    <>
      {settings.map((setting) => {
        if (setting === "momentum" && !readsSetting(raw, setting)) return null;
        return setting === "clipNorm" ? (
          <Clipping key={setting} draft={draft} />
        ) : (
          <Setting key={setting} draft={draft} path={`training.${setting}`} />
        );
      })}
    </>
  );
}

function Setting({ draft, path }: { draft: SpecDraft; path: string }) {
  const raw = draft.raw.value;
  const field = fieldAt(raw, path);
  return field === null ? null : (
    <FieldRow
      path={path}
      field={field}
      catalog={catalogAt(path)}
      value={valueAt(raw, path)}
      mistakes={draft.mistakes.value}
      onChange={(value) => draft.edit(withUsualMomentum(withValue(raw, path, value)))}
    />
  );
}

function Clipping({ draft }: { draft: SpecDraft }) {
  const raw = draft.raw.value;
  const path = "training.clipNorm";
  const on = (valueAt(raw, path) ?? null) !== null;
  return (
    <>
      <label class="switch" data-definition={CLIPPING}>
        <input
          type="checkbox"
          checked={on}
          data-path="training.clipNorm.on"
          onChange={(event) =>
            draft.edit(withValue(raw, path, event.currentTarget.checked ? USUAL_CLIP_NORM : null))
          }
        />
        Clip the gradient’s norm
      </label>
      {on ? <Setting draft={draft} path={path} /> : null}
    </>
  );
}
