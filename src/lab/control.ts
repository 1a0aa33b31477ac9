// Pause, resume and cancel, as engines and the line see them.

import { RunCancelled, type RunControl } from "../engine/engine.ts";

/** A switch that a run checks between slices of work. */
export class RunSwitch implements RunControl {
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

const channel = new MessageChannel();
const yields: (() => void)[] = [];
/** In Node an open port keeps the program alive; it is to do so only while somebody waits for its message. */
const port: MessagePort & { ref?(): void; unref?(): void } = channel.port1;
port.onmessage = () => {
  yields.shift()?.();
  if (yields.length === 0) port.unref?.();
};
port.unref?.();

/** Returns to the event loop once: a message to oneself, which timers' clamping does not delay. */
function yieldToMessages(): Promise<void> {
  return new Promise((resolve) => {
    yields.push(resolve);
    port.ref?.();
    channel.port2.postMessage(null);
  });
}
