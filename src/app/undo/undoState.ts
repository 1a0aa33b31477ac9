// Undo and redo of every change of the sweep and of its view: follows the page, and puts it back.

import { computed, effect, signal, untracked } from "@preact/signals";
import type { Page } from "../state/page.ts";
import type { PageState } from "./changes.ts";
import { changeText } from "./changeText.ts";
import { Journal, type Step } from "./journal.ts";

/** The undo and redo of a page. */
export class UndoState {
  /** What was last undone or redone, to be said aloud. */
  readonly said = signal("");
  private readonly journal: Journal;
  private readonly moved = signal(0);
  /** What the next undo would take back, in words; "" where there is nothing. */
  readonly undoText = computed(() => this.read(() => textOf(this.journal.undoable)));
  /** What the next redo would do again, in words; "" where there is nothing. */
  readonly redoText = computed(() => this.read(() => textOf(this.journal.redoable)));

  constructor(private readonly page: Page) {
    this.journal = new Journal({ spec: page.spec.peek(), view: page.view.peek() });
    effect(() => {
      this.journal.note({ spec: page.spec.value, view: page.view.value }, performance.now());
      untracked(() => this.moved.value++);
    });
  }

  /** Takes the last change back; false where there is none. */
  undo(): boolean {
    const step = this.journal.undo();
    return step !== null && this.show(step.before, step, "Undone");
  }

  /** Makes the change that was taken back last once more; false where there is none. */
  redo(): boolean {
    const step = this.journal.redo();
    return step !== null && this.show(step.after, step, "Redone");
  }

  /** A change is taken back where it can be seen: on the page on which it was made. */
  private show({ spec, view }: PageState, step: Step, how: string): true {
    const { page: _, ...rest } = view;
    const { page } = step.after.view;
    this.page.restore(spec, page === undefined ? rest : { ...rest, page });
    this.moved.value++;
    this.said.value = `${how}: ${textOf(step)}`;
    return true;
  }

  private read<T>(what: () => T): T {
    void this.moved.value;
    return what();
  }
}

function textOf(step: Step | null): string {
  return step === null ? "" : changeText(step.paths, step.before, step.after);
}
