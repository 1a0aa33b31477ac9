// What an engine can say of its own work, for benchmarks: time spent compiling, and time the device itself was busy. An
// engine that is given no meter measures nothing, and does nothing that it would not do anyway.

export class EngineMeter {
  private compiling = 0;
  private busy: number | null = null;
  private coming: Promise<void>[] = [];

  /** Tells how long a program took to compile. */
  compiled(ms: number): void {
    this.compiling += ms;
  }

  /** Tells how long the device was busy with a piece of work. */
  worked(ms: number): void {
    this.busy = (this.busy ?? 0) + ms;
  }

  /** Announces news that is on its way; where it fails, there is none. */
  awaits(news: Promise<void>): void {
    this.coming.push(news.catch(() => undefined));
  }

  /** Compiling since it was asked last, in ms. */
  takeCompileMs(): number {
    const ms = this.compiling;
    this.compiling = 0;
    return ms;
  }

  /** The device's work since it was asked last, in ms; null where the device has told nothing. */
  async takeDeviceMs(): Promise<number | null> {
    await Promise.all(this.coming.splice(0));
    const ms = this.busy;
    this.busy = null;
    return ms;
  }
}
