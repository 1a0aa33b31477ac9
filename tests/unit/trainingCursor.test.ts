// How a training run is cut into slices: every position exactly once, whatever the pace, also after a long pause.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Pacer } from "../../src/engine/webgpu/pacer.ts";
import { TrainingCursor, type TrainingSlice } from "../../src/engine/webgpu/trainingCursor.ts";

/** The positions of a slice, counted from the run's beginning. */
function positionsOf(slice: TrainingSlice, perStep: number): [first: number, end: number] {
  return [slice.firstStep * perStep + slice.firstPosition, slice.lastStep * perStep + slice.endPosition];
}

describe("the cursor of a training run", () => {
  it("hands out every position of all steps and of the last loss once and in order", () => {
    const paces = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 30 }),
        fc.integer({ min: 1, max: 12 }),
        paces,
        (perStep, steps, pace) => {
          const cursor = new TrainingCursor(perStep, steps);
          let at = 0;
          for (let n = 0; !cursor.isDone; n++) {
            expect(cursor.share).toBeCloseTo(at / ((steps + 1) * perStep), 12);
            const slice = cursor.take(pace[n % pace.length]);
            const [first, end] = positionsOf(slice, perStep);
            expect(first).toBe(at);
            expect(end - first).toBe(slice.work);
            expect(slice.work).toBeLessThanOrEqual(pace[n % pace.length]);
            // What the kernel reads: a step's positions end with its update, and none begins after it.
            expect(slice.firstPosition).toBeLessThan(perStep);
            expect(slice.endPosition).toBeGreaterThan(0);
            expect(slice.endPosition).toBeLessThanOrEqual(perStep);
            at = end;
          }
          expect(at).toBe((steps + 1) * perStep);
          expect(cursor.share).toBe(1);
        },
      ),
    );
    // Control: a slice that claimed one position more would be seen.
    const slice = new TrainingCursor(5, 2).take(4);
    expect(positionsOf({ ...slice, endPosition: slice.endPosition + 1 }, 5)[1]).not.toBe(slice.work);
  });
});

describe("the pace of submits", () => {
  it("begins with the least there is, and finds back to it after the lid was closed for hours", () => {
    const pacer = new Pacer();
    const networks = 1000;
    const msPerWork = 1e-4;
    const submit = (gapMs = 0) => {
      const steps = pacer.next(networks);
      pacer.took(steps, networks, steps * networks * msPerWork + gapMs);
      return steps;
    };
    expect(submit()).toBe(1);
    for (let n = 0; n < 10; n++) submit();
    const steady = submit();
    expect(steady).toBe(1000);
    submit(3 * 3600 * 1000);
    // The submit after the gap is minimal again; a few later the pace is what it was.
    expect(submit()).toBe(1);
    const after = Array.from({ length: 6 }, () => submit());
    expect(after.at(-1)).toBe(steady);
    for (const steps of after) expect(steps).toBeLessThanOrEqual(steady);
  });
});
