// The few strongest of many shares, by size whatever their sign: kept while they are gone through once.

import { NONE } from "./walk.ts";

export class Strongest {
  readonly ids: Int32Array;
  readonly shares: Float64Array;
  private count = 0;

  constructor(private readonly most: number) {
    this.ids = new Int32Array(most);
    this.shares = new Float64Array(most);
    this.reset();
  }

  reset(): void {
    this.ids.fill(NONE);
    this.shares.fill(0);
    this.count = 0;
  }

  /** Takes one in where it is among the strongest; of equal ones the first stays before the second. */
  offer(id: number, share: number): void {
    const size = Math.abs(share);
    if (size === 0) return;
    if (this.count === this.most && size <= Math.abs(this.shares[this.most - 1])) return;
    let place = Math.min(this.count, this.most - 1);
    while (place > 0 && Math.abs(this.shares[place - 1]) < size) {
      this.ids[place] = this.ids[place - 1];
      this.shares[place] = this.shares[place - 1];
      place--;
    }
    this.ids[place] = id;
    this.shares[place] = share;
    this.count = Math.min(this.count + 1, this.most);
  }
}
