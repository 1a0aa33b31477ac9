// How many micro-steps one dispatch runs: a long one freezes the desktop, and some systems kill it at 2 s.

/** Dispatches aim at this long. */
const TARGET_MS = 100;
/** The next dispatch is at most this many times longer than the last one was expected to be. */
const MOST_GROWTH = 8;

/** Learns a program's speed from its dispatches; the first one is minimal. */
export class Pacer {
  /** Milliseconds per micro-step of one network, from the last dispatch; null before the first. */
  private cost: number | null = null;
  private lastWork = 0;

  /** Micro-steps of the next dispatch over this many networks. */
  next(networks: number): number {
    if (this.cost === null) return 1;
    const affordable = TARGET_MS / Math.max(this.cost, 1e-12);
    return Math.max(1, Math.floor(Math.min(affordable, this.lastWork * MOST_GROWTH) / networks));
  }

  /** Tells how long a dispatch took. */
  took(steps: number, networks: number, ms: number): void {
    this.lastWork = Math.max(steps * networks, 1);
    this.cost = ms / this.lastWork;
  }
}
