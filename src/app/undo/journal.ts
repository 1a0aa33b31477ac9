// The steps that can be undone and redone, as plain values: bursts of one kind are one step, and the oldest are forgotten.

import { changedPaths, type PageState } from "./changes.ts";

/** Changes of the same fields that follow each other within this time are one step: a dragged limit, a typed number. */
const BURST_MS = 1000;
/** Nobody goes further back; … */
const MOST_STEPS = 200;
/** … and specs that hold whole data sets are not to fill the memory (characters of their JSON, all steps together). */
const MOST_LETTERS = 20_000_000;

/** One change, with the states on both sides of it. */
export interface Step {
  readonly before: PageState;
  readonly after: PageState;
  /** What it changed: paths of the spec, or `view.…`. */
  readonly paths: readonly string[];
  /** When it was last added to, in ms. */
  readonly at: number;
  /** What it takes of the memory, in characters. */
  readonly letters: number;
}

/** A list of steps with a place in it: behind the steps that were made, before those that were undone. */
export class Journal {
  private past: readonly Step[] = [];
  private future: readonly Step[] = [];

  /** @param current the state at the beginning */
  constructor(private current: PageState) {}

  /** The step that would be undone next, or null. */
  get undoable(): Step | null {
    return this.past.at(-1) ?? null;
  }

  /** The step that would be redone next, or null. */
  get redoable(): Step | null {
    return this.future.at(-1) ?? null;
  }

  /** Notes that the page is in a state now; what was undone before can then no longer be redone. */
  note(after: PageState, now: number): void {
    const before = this.current;
    const paths = changedPaths(before, after);
    this.current = after;
    if (paths.length === 0) return;
    const last = this.undoable;
    const goesOn =
      last !== null &&
      this.future.length === 0 &&
      now - last.at < BURST_MS &&
      paths.join() === last.paths.join();
    this.future = [];
    const letters = before.spec === after.spec ? 0 : JSON.stringify(after.spec).length;
    if (!goesOn) this.past = bounded([...this.past, { before, after, paths, at: now, letters }]);
    // A burst that ends where it began has changed nothing.
    else if (changedPaths(last.before, after).length === 0) this.past = this.past.slice(0, -1);
    else this.past = [...this.past.slice(0, -1), { ...last, after, at: now, letters }];
  }

  /** Takes the last step back; the state that the page is to be in, or null where there is none. */
  undo(): Step | null {
    const step = this.undoable;
    if (step === null) return null;
    this.past = this.past.slice(0, -1);
    this.future = [...this.future, step];
    this.current = step.before;
    return step;
  }

  /** Makes the step that was undone last once more, or null where there is none. */
  redo(): Step | null {
    const step = this.redoable;
    if (step === null) return null;
    this.future = this.future.slice(0, -1);
    // What comes next is a step of its own, however soon.
    this.past = [...this.past, { ...step, at: Number.NEGATIVE_INFINITY }];
    this.current = step.after;
    return step;
  }
}

/** Without the oldest steps that go over the bounds; the last one always stays. */
function bounded(steps: readonly Step[]): readonly Step[] {
  let letters = 0;
  let first = steps.length - 1;
  for (; first > 0; first--) {
    letters += steps[first].letters;
    if (steps.length - first >= MOST_STEPS || letters + steps[first - 1].letters > MOST_LETTERS) break;
  }
  return steps.slice(first);
}
