// How the networks are trained: the fields of `training` that the chosen optimiser reads, and clipping with its switch.

import { fieldAt } from "../../sweep/fields.ts";
import type { SpecDraft } from "../state/draft.ts";
import { readsSetting, withUsualMomentum } from "./optimizer.ts";
import { SingleField } from "./SingleField.tsx";
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
          <SingleField key={setting} draft={draft} path={`training.${setting}`} also={withUsualMomentum} />
        );
      })}
    </>
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
      {on ? <SingleField draft={draft} path={path} also={withUsualMomentum} /> : null}
    </>
  );
}
