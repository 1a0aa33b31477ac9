// The keys that work everywhere on the page: when a key press counts as one of them, and what is open by their doing.

import { signal } from "@preact/signals";
import type { Page } from "../state/page.ts";
import { UndoState } from "../undo/undoState.ts";
import { focusMap, focusTable } from "./focus.ts";
import { pageActions } from "./pageActions.ts";
import { isCharacter, type Shortcut, shortcutOf, shortcuts } from "./shortcuts.ts";

/** Under which name the browser remembers that keys that type a character are off. */
const MEMORY = "vanishing-point.singleKeys";

/** The keys of a page. */
export class PageKeys {
  readonly undo: UndoState;
  /** Whether the list of keys is shown. */
  readonly isHelpShown = signal(false);
  /** Whether the row of the cursor is shown as a table. */
  readonly isTableShown = signal(false);
  /** Whether keys that type a character do anything; off for those who talk to their computer. */
  readonly singleKeys = signal(remembered());
  private awaitsTable = false;

  constructor(readonly page: Page) {
    this.undo = new UndoState(page);
  }

  /** Switches the keys that type a character on or off, for the visits to come as well. */
  switchSingleKeys(on: boolean): void {
    this.singleKeys.value = on;
    try {
      localStorage.setItem(MEMORY, on ? "on" : "off");
    } catch {
      // A browser that remembers nothing: the switch holds for this visit.
    }
  }

  showHelp(): boolean {
    this.isHelpShown.value = true;
    return true;
  }

  /** Leads to the table of the cursor's row, and from there back to the map. */
  toggleTable(): boolean {
    if (document.activeElement?.closest(".row-table") != null) {
      this.isTableShown.value = false;
      return focusMap();
    }
    this.isTableShown.value = true;
    this.awaitsTable = !focusTable();
    return true;
  }

  /** The table is on the page: a key that asked for it leads there now. */
  tableIsThere(): void {
    if (this.awaitsTable) focusTable();
    this.awaitsTable = false;
  }

  /** Takes the key presses of the whole page until the function that it returns is called. */
  listen(): () => void {
    const take = (event: KeyboardEvent) => {
      if (this.take(event)) event.preventDefault();
    };
    // The document hears of a key last: one that something on the page has used is spent.
    document.addEventListener("keydown", take);
    return () => document.removeEventListener("keydown", take);
  }

  private take(event: KeyboardEvent): boolean {
    if (event.defaultPrevented || event.isComposing) return false;
    const name = shortcutOf("page", event);
    if (name === null) return false;
    const target = event.target instanceof Element ? event.target : null;
    // A dialog or a menu has the keyboard for itself, and a text has an undo of its own.
    if (document.querySelector("dialog:modal") !== null) return false;
    if (target !== null && (isTyping(target) || target.closest("[role=menu]") !== null)) return false;
    const { keys }: Shortcut = shortcuts[name];
    // Letters choose in a list.
    if (keys.some(isCharacter) && (!this.singleKeys.value || target instanceof HTMLSelectElement))
      return false;
    return pageActions[name](this);
  }
}

const TEXTLESS = ["button", "checkbox", "color", "file", "image", "radio", "range", "reset", "submit"];

/** Whether keys at an element write a text. */
function isTyping(element: Element): boolean {
  if (element instanceof HTMLInputElement) return !TEXTLESS.includes(element.type);
  return (
    element instanceof HTMLTextAreaElement || (element instanceof HTMLElement && element.isContentEditable)
  );
}

function remembered(): boolean {
  try {
    return localStorage.getItem(MEMORY) !== "off";
  } catch {
    return true;
  }
}
