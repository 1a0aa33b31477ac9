// What of a picture is to be painted next: in turns, so that nothing waits for ever, and within the frame's time.

import { describe, expect, it, vi } from "vitest";
import { DirtyRows } from "../../src/app/map/dirtyRows.ts";
import { PaintQueue } from "../../src/app/map/paintQueue.ts";

describe("dirty rows", () => {
  it("are taken in turns, each once, with all that was marked of them", () => {
    const rows = new DirtyRows(10, 4);
    rows.mark({ left: 2, top: 1, right: 4, bottom: 3 });
    rows.mark({ left: 6, top: 2, right: 9, bottom: 3 });
    expect(rows.take()).toBe(1);
    // New results above do not keep what lies below waiting.
    rows.mark({ left: 0, top: 0, right: 1, bottom: 2 });
    expect(rows.take()).toBe(2);
    expect([rows.left[2], rows.right[2]]).toEqual([2, 9]);
    expect([rows.take(), rows.take(), rows.take()]).toEqual([0, 1, -1]);
    expect([rows.left[1], rows.right[1], rows.isClean]).toEqual([0, 1, true]);
    rows.mark({ left: 3, top: 0, right: 3, bottom: 4 });
    expect(rows.isClean).toBe(true);
  });
});

describe("the queue of painters", () => {
  it("gives the frame's time to all in turns: none is starved, and a frame ends when its time is over", () => {
    let now = 0;
    const frames: (() => void)[] = [];
    vi.stubGlobal("performance", { now: () => now });
    vi.stubGlobal("requestAnimationFrame", (callback: () => void) => frames.push(callback));
    const turns: string[] = [];
    const queue = new PaintQueue();
    // Each turn costs as much as a whole frame has.
    const painter = (name: string, work: number) => ({
      paint() {
        now += 6;
        turns.push(name);
        work--;
        return work > 0;
      },
    });
    for (const one of [painter("a", 2), painter("b", 2), painter("c", 1)]) queue.ask(one);
    let perFrame = 0;
    while (frames.length > 0) {
      const before = turns.length;
      frames.shift()?.();
      perFrame = Math.max(perFrame, turns.length - before);
    }
    expect(turns).toEqual(["a", "b", "c", "a", "b"]);
    expect(perFrame).toBe(1);
    vi.unstubAllGlobals();
  });
});
