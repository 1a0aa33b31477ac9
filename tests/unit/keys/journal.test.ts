// Undo and redo: whatever was done, all of it comes back step by step, bursts at once, and the memory stays bounded.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { presets } from "../../../src/app/presets/index.ts";
import { presetSpec } from "../../../src/app/presets/open.ts";
import { changedPaths, type PageState } from "../../../src/app/undo/changes.ts";
import { changeText } from "../../../src/app/undo/changeText.ts";
import { Journal, type Step } from "../../../src/app/undo/journal.ts";
import type { View } from "../../../src/sweep/address.ts";
import { withField } from "../../../src/sweep/axis.ts";
import type { SweepSpec } from "../../../src/sweep/spec.ts";

const spec = presetSpec("scalar");
const start: PageState = { spec, view: {} };
const withView = (view: View): PageState => ({ spec, view });
const withSpec = (path: string, value: unknown): PageState => ({
  spec: withField(spec, path, value),
  view: {},
});

/** Far enough apart to be steps of their own. */
const APART = 5000;

describe("the journal of changes", () => {
  const limits = fc.tuple(fc.integer({ min: -9, max: -1 }), fc.integer({ min: 1, max: 9 }));
  const state = fc.oneof(
    fc
      .constantFrom(...(Object.keys(presets) as (keyof typeof presets)[]))
      .map((name): PageState => ({ spec: presetSpec(name), view: {} })),
    limits.map((ends) => withView({ limits: ends })),
    fc.integer({ min: 1, max: 128 }).map((hidden) => withSpec("model.hidden", hidden)),
    fc.constant(withView({ page: "kept" })),
  );
  const history = fc.array(fc.tuple(state, fc.constantFrom(1, APART)), { maxLength: 30 });

  /** Whether undoing everything leads to the first state and redoing everything to the last, each through changes. */
  function comesBack(journal: Journal, states: readonly (readonly [PageState, number])[]): boolean {
    let now = 0;
    for (const [next, later] of states) {
      now += later;
      journal.note(next, now);
    }
    const walk = (move: () => Step | null, side: "before" | "after") => {
      const seen: PageState[] = [];
      for (let step = move(); step !== null; step = move()) seen.push(step[side]);
      return seen;
    };
    const back = walk(() => journal.undo(), "before");
    const forth = walk(() => journal.redo(), "after");
    const end = states.at(-1)?.[0] ?? start;
    return (
      changedPaths(back.at(-1) ?? start, start).length === 0 &&
      changedPaths(forth.at(-1) ?? start, end).length === 0 &&
      back.length === forth.length &&
      [end, ...back].slice(1).every((one, i) => changedPaths([end, ...back][i], one).length > 0)
    );
  }

  test("leads back to the beginning and forth to the end, whatever happened", () => {
    fc.assert(fc.property(history, (states) => comesBack(new Journal(start), states)));
  });

  test("is caught where it forgets a step (control)", () => {
    class Forgetful extends Journal {
      override note(after: PageState, now: number) {
        if (after.view.limits === undefined) super.note(after, now);
      }
    }
    const states = [[withView({ limits: [-1, 1] }), APART] as const];
    expect(comesBack(new Journal(start), states)).toBe(true);
    expect(comesBack(new Forgetful(start), states)).toBe(false);
  });

  test("takes a burst of the same kind as one step, and another kind or a pause as the next", () => {
    const journal = new Journal(start);
    for (let i = 1; i <= 20; i++) journal.note(withView({ limits: [-i, i] }), i * 100);
    journal.note(withView({ limits: [-20, 20], trust: true }), 2100);
    journal.note(withView({ limits: [-30, 30], trust: true }), 2200);
    journal.note(withView({ limits: [-40, 40], trust: true }), 2200 + APART);
    const back = [1, 2, 3, 4, 5].map(() => journal.undo()?.before.view.limits);
    expect(back).toEqual([[-30, 30], [-20, 20], [-20, 20], undefined, undefined]);
    expect(journal.undoable).toBeNull();
  });

  test("holds no step for a burst that ends where it began, for what is equal, or for another page", () => {
    const journal = new Journal(start);
    journal.note(withView({ limits: [-1, 1] }), 0);
    journal.note(start, 100);
    journal.note({ spec: structuredClone(spec) as SweepSpec, view: {} }, 200);
    journal.note(withView({ page: "bench" }), 300);
    expect(journal.undoable).toBeNull();
    // The control: from the other page on, a change is a step again.
    journal.note(withView({ page: "bench", benchLength: "full" }), 400);
    expect(journal.undoable?.paths).toEqual(["view.benchLength"]);
  });

  test("forgets what was undone as soon as something new is done", () => {
    const journal = new Journal(start);
    journal.note(withView({ trust: true }), 0);
    journal.undo();
    expect(journal.redoable).not.toBeNull();
    journal.note(withView({ metric: "loss" }), APART);
    expect(journal.redoable).toBeNull();
    expect(journal.undo()?.before).toEqual(start);
  });

  test("keeps the last two hundred steps, and fewer of specs that hold a whole data set", () => {
    const count = (journal: Journal) => {
      let steps = 0;
      while (journal.undo() !== null) steps++;
      return steps;
    };
    const many = new Journal(start);
    for (let i = 0; i < 300; i++) many.note(withView({ limits: [-1 - i, 1] }), i * APART);
    expect(count(many)).toBe(200);
    const large = new Journal(start);
    for (let i = 0; i < 30; i++) large.note(withSpec("name", `${i}${"x".repeat(1e6)}`), i * APART);
    expect(count(large)).toBeLessThan(20);
    expect(count(new Journal(start))).toBe(0);
  });
});

describe("a change in words", () => {
  const words = (after: PageState, before = start) => changeText(changedPaths(before, after), before, after);
  const axis = (change: object) => withSpec("axes.0", { ...spec.axes[0], ...change });

  test.each([
    ["Hidden size H to 8", withSpec("model.hidden", 8)],
    ["Recurrent weights: value to 0 … 5", axis({ from: 0, to: 5 })],
    ["Recurrent weights: value to 40 positions", axis({ count: 40 })],
    ["Axis 1 to Bias", axis({ param: "init.bias" })],
    ["Axes to Recurrent weights: value", withSpec("axes", spec.axes.slice(0, 1))],
    ["Axes to none", withSpec("axes", [])],
    ["Name to “\u2068mine\u2069”", withSpec("name", "mine")],
    ["Sweep to “\u2068Gain × unroll at H = 32\u2069”", { spec: presetSpec("gainUnroll"), view: {} }],
    ["Colour to saturation", withView({ metric: "saturation", limits: [0, 1] })],
    ["Ends of the colours to −2 … 2", withView({ limits: [-2, 2] })],
    ["Engine to cpu", withView({ engine: "cpu" })],
    ["Network opened at −2, 100", withView({ point: [0, 99, 0] })],
    ["Trust shown", withView({ trust: true })],
  ])("is: %s", (text, after) => {
    expect(words(after)).toBe(text);
  });

  test("says what a change back to the default does", () => {
    expect(words(start, withView({ limits: [-2, 2] }))).toBe("Ends of the colours to automatic");
    expect(words(start, withView({ point: [0, 0, 0] }))).toBe("Inspector closed");
  });

  test("names a part of the view that it has no words for", () => {
    const after = { spec, view: { someNewPart: [1, 2] } as View };
    expect(words(after)).toBe("Some new part to [1,2]");
  });

  test("cuts what is too long for a button, between letters", () => {
    const text = words(withSpec("name", "🦊".repeat(100)));
    expect(Array.from(text).filter((letter) => letter === "🦊")).toHaveLength(39);
    expect(text).not.toMatch(/\p{Surrogate}/u);
  });
});
