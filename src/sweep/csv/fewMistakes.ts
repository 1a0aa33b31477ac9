// Collects mistakes that may be as many as a file has rows: the first of them are told, the rest are only counted.

import type { Mistake } from "../mistakes.ts";

/** More mistakes than these would be read by nobody. */
export const MOST_MISTAKES = 20;

export class FewMistakes {
  private readonly told: Mistake[] = [];
  count = 0;

  /** @param rest where the further ones are, in words */
  constructor(private readonly rest = "further rows") {}

  /** Adds a mistake; its texts are made only where they will be read. */
  add(make: () => Mistake): void {
    this.count++;
    if (this.told.length < MOST_MISTAKES) this.told.push(make());
  }

  /** At most MOST_MISTAKES of them, the last of which then says how many more there are. */
  list(): Mistake[] {
    if (this.count <= MOST_MISTAKES) return [...this.told];
    const more = this.count - MOST_MISTAKES + 1;
    const rest = { path: this.rest, given: `${more} more mistakes`, allowed: "the same as above" };
    return [...this.told.slice(0, MOST_MISTAKES - 1), rest];
  }
}
