// Lends out a fixed set of things, one borrower each; whoever finds none waits for the next one given back.

export class Lender<Thing> {
  private readonly free: Thing[];
  private readonly waiting: ((thing: Thing) => void)[] = [];

  constructor(things: readonly Thing[]) {
    this.free = [...things];
  }

  async take(): Promise<Thing> {
    return this.free.pop() ?? (await new Promise<Thing>((resolve) => this.waiting.push(resolve)));
  }

  give(thing: Thing): void {
    const next = this.waiting.shift();
    if (next === undefined) this.free.push(thing);
    else next(thing);
  }
}
