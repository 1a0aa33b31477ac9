// The stopwatch: how much work makes a run long enough, and the runs themselves, the middle one of which counts.

/** Milliseconds on a clock that never goes back. */
export type Clock = () => number;

/** Several runs of the same work. */
export interface Timing {
  readonly runs: number;
  readonly medianMs: number;
  readonly minMs: number;
  readonly maxMs: number;
  /** What the device itself was busy in a run, the median; null where it has no clock. */
  readonly deviceMs: number | null;
}

/** Work is grown by at most this factor at a time: few networks say little of what many take. */
const MOST_GROWTH = 16;
/** Where the work to time is sought, and what is enough: a run of this share of the time wished for. */
const ENOUGH = 0.6;
const FIRST_NETWORKS = 4;

/** Clocks tick coarsely, in a browser every 0.1 ms: shorter work is repeated within a run until it takes this long. */
const LEAST_MS = 10;
const MOST_REPEATS = 1000;

/** One warm-up, then `runs` runs. @param deviceMs what the device was busy since it was asked last */
export async function timeRuns(
  run: () => Promise<unknown>,
  runs: number,
  now: Clock,
  deviceMs: () => Promise<number | null> = () => Promise.resolve(null),
): Promise<Timing> {
  const begun = now();
  await run();
  const repeats = Math.min(MOST_REPEATS, Math.max(1, Math.ceil(LEAST_MS / Math.max(now() - begun, 1e-3))));
  const times: number[] = [];
  const device: number[] = [];
  for (let i = 0; i < runs; i++) {
    await deviceMs();
    const started = now();
    for (let repeat = 0; repeat < repeats; repeat++) await run();
    times.push((now() - started) / repeats);
    const busy = await deviceMs();
    if (busy !== null) device.push(busy / repeats);
  }
  return {
    runs,
    medianMs: medianOf(times),
    minMs: Math.min(...times),
    maxMs: Math.max(...times),
    deviceMs: device.length === runs ? medianOf(device) : null,
  };
}

/**
 * How many networks take about `targetMs`, at least one.
 * @param msOf runs so many networks and tells how long that took
 */
export async function fitNetworks(
  msOf: (networks: number) => Promise<number>,
  targetMs: number,
  most: number,
): Promise<number> {
  let networks = Math.min(FIRST_NETWORKS, most);
  for (;;) {
    // Of two runs the faster: the first one of its kind is slow, and so is one that something else disturbed.
    const ms = Math.max(Math.min(await msOf(networks), await msOf(networks)), 1e-3);
    const wanted = Math.round(networks * Math.min(MOST_GROWTH, targetMs / ms));
    const next = Math.min(most, Math.max(1, wanted));
    if (ms >= ENOUGH * targetMs || next <= networks) return next;
    networks = next;
  }
}

/** The middle of a list, of an even one the mean of the two. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
