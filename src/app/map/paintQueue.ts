// The painters of all panels share one frame's time: they take turns, and whoever is cut short goes on in the next frame.

/** Painting takes at most this long per frame, all panels together. */
const FRAME_MS = 5;

/** Whoever paints; true where there is more to do. */
export interface Painting {
  paint(inTime: () => boolean): boolean;
}

export class PaintQueue {
  private waiting: Painting[] = [];
  private scheduled = false;

  /** Asks for a turn in one of the next frames. */
  ask(painting: Painting): void {
    if (!this.waiting.includes(painting)) this.waiting.push(painting);
    this.schedule();
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    requestAnimationFrame(() => this.run());
  }

  private run(): void {
    this.scheduled = false;
    const start = performance.now();
    const inTime = () => performance.now() - start < FRAME_MS;
    const turns = this.waiting;
    this.waiting = [];
    // Whoever comes next has waited for a frame already, so it gets its turn in any case.
    do {
      const painting = turns.shift();
      if (painting?.paint(inTime)) this.waiting.push(painting);
    } while (turns.length > 0 && inTime());
    // Those without a turn keep their place before those who had one.
    this.waiting = [...turns, ...this.waiting];
    if (this.waiting.length > 0) this.schedule();
  }
}
