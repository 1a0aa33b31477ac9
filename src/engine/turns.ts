// A long computation on one thread gives way to messages now and then: so progress, pause and cancel get their turn.

import type { RunControl } from "./engine.ts";

/** The thread is given up to messages after this long. */
const TURN_MS = 20;

/** The turns that a computation takes between messages. */
export class Turns {
  private since = performance.now();

  constructor(private readonly control: RunControl) {}

  /** Whether it has computed long enough at a stretch. */
  get isOver(): boolean {
    return performance.now() - this.since > TURN_MS;
  }

  /** Lets messages through. Rejects with RunCancelled where the control says so. */
  async next(): Promise<void> {
    await this.control.ready();
    this.since = performance.now();
  }
}
