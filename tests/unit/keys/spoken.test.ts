// The announcements of a sweep's progress: seldom, never out of date, and one for a sweep that is over in a moment.

import { signal } from "@preact/signals";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { CALM_MS, calmly } from "../../../src/app/spoken/calmly.ts";
import { spokenText } from "../../../src/app/spoken/spokenText.ts";
import type { RunStatus } from "../../../src/app/state/runStatus.ts";

const status: RunStatus = {
  phase: "running",
  done: 0,
  share: 0,
  networks: 20_000,
  before: 0,
  networksPerSecond: 0,
  secondsLeft: 9,
  secondsElapsed: 12.4,
  engine: { name: "cpu", description: "", reason: "" },
  message: "",
  keptId: null,
  isElsewhere: false,
  isFull: false,
  keepProblem: "",
};
const said = (change: Partial<RunStatus>, trains = false) =>
  spokenText({ ...status, ...change }, "gain × unroll", trains, false);

describe("what is said of a sweep", () => {
  test("is its start, each quarter, and its end", () => {
    const shares = Array.from({ length: 1000 }, (_, i) => i / 1000);
    expect([...new Set(shares.map((share) => said({ share })))]).toEqual([
      "Started: gain × unroll. 20\u202f000 networks, engine cpu.",
      "25 percent computed.",
      "50 percent computed.",
      "75 percent computed.",
    ]);
    expect(said({ phase: "done", share: 1 })).toBe("The map is complete: 20\u202f000 networks in 12 s.");
  });

  test("is also that it stands still, was cancelled or failed, and why", () => {
    expect(said({ phase: "paused", share: 0.4 })).toBe("Paused at 40 %.");
    expect(said({ phase: "paused", isFull: true })).toContain("no room");
    expect(said({ phase: "cancelled", share: 0.4 })).toBe("Cancelled at 40 %.");
    expect(said({ phase: "failed", message: "out of memory" })).toBe("The sweep failed: out of memory.");
    expect(said({ share: 0.5 }, true)).toBe("50 percent trained.");
    expect(said({ phase: "done", before: 20_000 })).toContain("kept from before");
    expect(spokenText(status, "", false, true)).toContain("waits");
  });
});

describe("a text that changes fast", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** Everything that is passed on while a text changes every `ms`. */
  function passedOn(ms: number, changes: number): string[] {
    const text = signal("0");
    const calm = calmly(() => text.value);
    const heard: string[] = [];
    const stop = calm.said.subscribe((one) => heard.push(one));
    for (let i = 1; i <= changes; i++) {
      vi.advanceTimersByTime(ms);
      text.value = String(i);
    }
    vi.advanceTimersByTime(2 * CALM_MS);
    stop();
    calm.stop();
    return heard.slice(1);
  }

  test("is passed on once a second at most, its last state always", () => {
    expect(passedOn(10, 50)).toEqual(["50"]);
    const heard = passedOn(10, 500);
    expect(heard.length).toBeLessThanOrEqual(6);
    expect(heard.at(-1)).toBe("500");
    // The control: what changes slowly is heard in full.
    expect(passedOn(2 * CALM_MS, 3)).toEqual(["0", "1", "2", "3"]);
  });
});
