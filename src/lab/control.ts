// Pause, resume and cancel, as engines and the line see them.

import { RunCancelled, type RunControl } from "../engine/engine.ts";

/** A switch that a run checks between slices of work. */
export class RunSwitch implements RunControl {
  preview: RunControl["preview"];
  private state: "running" | "paused" | "cancelled" = "running";
  private waiting: (() => void)[] = [];

  get running(): boolean {
    return this.state === "running";
  }

  get paused(): boolean {
    return this.state === "paused";
  }

  get cancelled(): boolean {
    return this.state === "cancelled";
  }

  pause(): void {
    if (this.state === "running") this.state = "paused";
  }

  resume(): void {
    if (this.state === "paused") this.move("running");
  }

  cancel(): void {
    this.move("cancelled");
  }

  async ready(): Promise<void> {
    // Messages (pause, cancel) reach a busy thread only if it returns to its event loop.
    await yieldToMessages();
    while (this.state === "paused") await new Promise<void>((resolve) => this.waiting.push(resolve));
    if (this.state === "cancelled") throw new RunCancelled();
  }

  private move(state: "running" | "cancelled"): void {
    this.state = state;
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

/** Node's way back to its event loop; browsers have none. */
const immediate: ((callback: () => void) => unknown) | undefined = globalThis.setImmediate;
const yields: (() => void)[] = [];
const channel = immediate === undefined ? new MessageChannel() : null;
if (channel !== null) channel.port1.onmessage = () => yields.shift()?.();

/**
 * Returns to the event loop once. In a browser by a message to oneself, which timers' clamping does not delay; Node
 * hands over a thousand such messages in a row before it looks at anything else, for seconds on end.
 */
function yieldToMessages(): Promise<void> {
  return new Promise((resolve) => {
    if (immediate !== undefined) immediate(resolve);
    else {
      yields.push(resolve);
      channel?.port2.postMessage(null);
    }
  });
}
