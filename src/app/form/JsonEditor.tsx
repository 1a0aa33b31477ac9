// The whole spec as JSON: everything the form shows and the explicit parameters and data that it does not.

import { useSignal } from "@preact/signals";
import { messageOf } from "../../sweep/mistakes.ts";
import type { SpecDraft } from "../state/draft.ts";

/** A longer text would stop the page for seconds at every change; it is not for hands anyway. */
const LONGEST_EDITED = 200_000;

export function JsonEditor({ draft }: { draft: SpecDraft }) {
  const typed = useSignal<string | null>(null);
  const wrong = useSignal("");
  const text = typed.value ?? JSON.stringify(draft.raw.value, null, 2);
  const apply = () => {
    try {
      draft.replace(JSON.parse(text));
      typed.value = null;
      wrong.value = "";
    } catch (error) {
      wrong.value = `This is not JSON: ${messageOf(error)}`;
    }
  };
  const discard = () => {
    typed.value = null;
    wrong.value = "";
  };
  const download = () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`${text}\n`], { type: "application/json" }));
    link.download = "sweep.json";
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <div class="json">
      {typed.value === null && text.length > LONGEST_EDITED ? (
        <p data-testid="json-long">
          The spec has {text.length} characters, too many to be edited here. Download it, or change it above.
        </p>
      ) : (
        <textarea
          aria-label="The whole spec as JSON"
          data-testid="json"
          rows={16}
          spellcheck={false}
          value={text}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
          }}
        />
      )}
      {wrong.value === "" ? null : (
        <p class="mistakes" role="alert">
          {wrong.value}
        </p>
      )}
      <p class="buttons">
        <button type="button" onClick={apply} disabled={typed.value === null}>
          Apply
        </button>
        <button type="button" class="quiet" onClick={discard} disabled={typed.value === null}>
          Discard changes
        </button>
        <button type="button" class="quiet" onClick={download}>
          Download
        </button>
      </p>
    </div>
  );
}
