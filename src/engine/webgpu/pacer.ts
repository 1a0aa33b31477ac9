// How much work one submit holds: a long one freezes the desktop, and some systems kill it at 2 s.

/** Submits aim at this long. */
const TARGET_MS = 100;
/** The next submit holds at most this many times the work of the last one. */
const MOST_GROWTH = 8;

/** Learns a program's speed from its submits; the first one is minimal. Work is counted in forward steps × networks. */
export class Pacer {
  private msPerWork: number | null = null;
  private lastWork = 0;

  /** Forward steps that the next submit may hold for this many networks. */
  next(networks: number): number {
    if (this.msPerWork === null) return 1;
    const affordable = TARGET_MS / Math.max(this.msPerWork, 1e-12);
    return Math.max(1, Math.floor(Math.min(affordable, this.lastWork * MOST_GROWTH) / networks));
  }

  /** Tells how long a submit took. */
  took(steps: number, networks: number, ms: number): void {
    this.lastWork = steps * networks;
    this.msPerWork = ms / this.lastWork;
  }
}
