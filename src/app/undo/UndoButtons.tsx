// Undo and redo as two buttons that say what they would do.

import type { ComponentChildren } from "preact";
import { ariaKeys, isMac, keyFaces } from "../keys/keyText.ts";
import { shortcuts } from "../keys/shortcuts.ts";
import type { UndoState } from "./undoState.ts";

export function UndoButtons({ undo }: { undo: UndoState }) {
  return (
    <span class="undo-buttons">
      <StepButton name="Undo" what={undo.undoText.value} keys={shortcuts.undo.keys} act={() => undo.undo()}>
        <path d="M6.5 3.5 3 7l3.5 3.5M3.5 7H10a3.5 3.5 0 0 1 0 7H7" />
      </StepButton>
      <StepButton name="Redo" what={undo.redoText.value} keys={shortcuts.redo.keys} act={() => undo.redo()}>
        <path d="M9.5 3.5 13 7l-3.5 3.5M12.5 7H6a3.5 3.5 0 0 0 0 7h3" />
      </StepButton>
      <span class="visually-hidden" role="status" data-testid="undo-said">
        {undo.said.value}
      </span>
    </span>
  );
}

function StepButton(props: {
  name: string;
  /** What would be undone or redone; "" where there is nothing. */
  what: string;
  keys: readonly string[];
  act: () => void;
  children: ComponentChildren;
}) {
  const { name, what, keys, act, children } = props;
  const isIdle = what === "";
  const label = isIdle ? name : `${name}: ${what}`;
  const faces = keyFaces(keys[0], isMac()).join(" + ");
  return (
    <button
      type="button"
      class="quiet icon-button"
      aria-label={label}
      aria-keyshortcuts={ariaKeys(keys)}
      // Not disabled: a button that goes dead under the keyboard takes the focus with it.
      aria-disabled={isIdle}
      data-definition={isIdle ? `Nothing to ${name.toLowerCase()} (${faces})` : `${label}\n${faces}`}
      onClick={isIdle ? undefined : act}
    >
      <svg width={16} height={16} viewBox="0 0 16 16" aria-hidden="true">
        {children}
      </svg>
    </button>
  );
}
