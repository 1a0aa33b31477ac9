// In the page's header: undo, redo, and the button to the list of keys. It also listens to the keys, as long as it is there.

import { useEffect } from "preact/hooks";
import { Loaded } from "../Loaded.tsx";
import { UndoButtons } from "../undo/UndoButtons.tsx";
import type { PageKeys } from "./pageKeys.ts";

const load = () => import("./HelpDialog.tsx").then(({ HelpDialog }) => HelpDialog);

export function HeaderKeys({ keys }: { keys: PageKeys }) {
  useEffect(() => keys.listen(), [keys]);
  return (
    <span class="header-keys">
      <UndoButtons undo={keys.undo} />
      <button
        type="button"
        class="quiet icon-button"
        aria-label="Keyboard shortcuts"
        aria-haspopup="dialog"
        aria-keyshortcuts={keys.singleKeys.value ? "?" : undefined}
        data-definition="All keys of this page, and a switch for those without Ctrl."
        onClick={() => keys.showHelp()}
      >
        ?
      </button>
    </span>
  );
}

/** The list of keys, over all of the page while it is asked for. */
export function Help({ keys }: { keys: PageKeys }) {
  return keys.isHelpShown.value ? <Loaded load={load} keys={keys} /> : null;
}
