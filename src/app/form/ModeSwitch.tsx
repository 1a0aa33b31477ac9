// The two modes side by side: look at the networks as they are drawn, or train every one of them.

import { fieldAt } from "../../sweep/fields.ts";
import type { SpecDraft } from "../state/draft.ts";
import { MistakeList } from "./FieldRow.tsx";
import { modeOf, withMode } from "./mode.ts";
import { valueAt } from "./value.ts";

const modes = [
  {
    mode: "gradient",
    text: "Gradient",
    definition: "Every network at its initial weights: one pass forward, one back.",
  },
  {
    mode: "training",
    text: "Training",
    definition: "Every network is trained, step by step, and the map shows what became of it.",
  },
] as const;

export function ModeSwitch({ draft }: { draft: SpecDraft }) {
  const raw = draft.raw.value;
  const field = fieldAt(raw, "mode");
  const chosen = valueAt(raw, "mode") ?? modeOf(raw);
  return (
    <fieldset class="mode-switch" data-path="mode">
      <legend data-definition={`${field?.description ?? ""} mode`}>{field?.title}</legend>
      <div>
        {modes.map(({ mode, text, definition }) => (
          <label key={mode} data-definition={definition}>
            <input
              type="radio"
              name="mode"
              value={mode}
              checked={chosen === mode}
              onChange={() => draft.edit(withMode(raw, mode))}
            />
            {text}
          </label>
        ))}
      </div>
      <MistakeList mistakes={draft.mistakes.value.filter((m) => m.path === "mode")} path="mode" />
    </fieldset>
  );
}
