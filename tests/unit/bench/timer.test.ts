// The stopwatch on a clock of the test's own: what is run how often, and which times count.

import { describe, expect, it } from "vitest";
import { fitNetworks, medianOf, timeRuns } from "../../../src/lab/bench/timer.ts";

/** A clock that goes on by what each run is said to take. */
function workOf(durations: readonly number[]) {
  let time = 0;
  let ran = 0;
  return {
    now: () => time,
    run: async () => {
      time += durations[Math.min(ran, durations.length - 1)];
      ran++;
    },
    get ran() {
      return ran;
    },
  };
}

describe("timed runs", () => {
  it("leave the warm-up out, and have the median, the fastest and the slowest of the rest", async () => {
    const work = workOf([1000, 30, 10, 50, 20, 40]);
    const timing = await timeRuns(work.run, 5, work.now);
    expect(timing).toEqual({ runs: 5, medianMs: 30, minMs: 10, maxMs: 50, deviceMs: null });
    expect(work.ran).toBe(6);
  });

  it("repeat work that is shorter than a clock can tell, and divide", async () => {
    const work = workOf([0.5]);
    const timing = await timeRuns(work.run, 5, work.now);
    expect(timing.medianMs).toBeCloseTo(0.5, 12);
    expect(work.ran).toBe(1 + 5 * 20);
  });

  it("have the device's own time where it has a clock, of the runs alone", async () => {
    const work = workOf([20]);
    const told = [999, 12, 0, 14, 0, 16, 0, 18, 0, 20];
    const timing = await timeRuns(work.run, 5, work.now, async () => told.shift() ?? null);
    expect(timing.deviceMs).toBe(16);
  });
});

describe("the number of networks", () => {
  const speedOf =
    (perMs: number, overheadMs = 0) =>
    async (networks: number) =>
      overheadMs + networks / perMs;

  it("grows until a run takes as long as is wished for, and not beyond what is allowed", async () => {
    expect(await fitNetworks(speedOf(100), 300, 2 ** 20)).toBe(30_000);
    expect(await fitNetworks(speedOf(100, 5), 300, 2 ** 20)).toBeGreaterThan(29_000);
    expect(await fitNetworks(speedOf(1e9), 300, 2 ** 20)).toBe(2 ** 20);
  });

  it("shrinks to one where a single network takes longer", async () => {
    expect(await fitNetworks(speedOf(0.001), 300, 2 ** 20)).toBe(1);
  });

  it("is not taken in by a slow first run", async () => {
    const seen: number[] = [];
    const slowOnce = async (networks: number) => {
      seen.push(networks);
      return seen.length === 1 ? 5000 : networks / 100;
    };
    expect(await fitNetworks(slowOnce, 300, 2 ** 20)).toBe(30_000);
  });
});

it("the median is the middle, or the mean of the two middles", () => {
  expect([medianOf([3, 1, 2]), medianOf([4, 1, 3, 2]), medianOf([7])]).toEqual([2, 2.5, 7]);
});
