// How much work one submit holds: a long one freezes the desktop, and some systems kill it at 2 s.

/** Submits aim at this long. */
const TARGET_MS = 100;
/** The next submit holds at most this many times the work of the last one. */
const MOST_GROWTH = 8;

/** Learns a program's speed from its submits; the first one is minimal. Work is counted in forward steps × networks. */
export class Pacer {
  private last: { readonly steps: number; readonly networks: number; readonly ms: number } | null = null;

  /** Forward steps that the next submit may hold for this many networks. */
  next(networks: number): number {
    if (this.last === null) return 1;
    const { steps, ms } = this.last;
    // More networks take longer in proportion; fewer are not trusted to be faster: those that are gone may have been
    // done long ago and cost nothing, and a GPU that is not full takes as long for one network as for thousands.
    const share = Math.max(1, networks / this.last.networks);
    const affordable = TARGET_MS / Math.max(ms, 1e-9);
    return Math.max(1, Math.floor((steps / share) * Math.min(affordable, MOST_GROWTH)));
  }

  /** Tells how long a submit took. */
  took(steps: number, networks: number, ms: number): void {
    this.last = { steps, networks, ms };
  }
}
