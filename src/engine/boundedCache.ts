// Keeps what was made for a name, a bounded number of them: a sweep over a long structural axis must not fill memory.

export class BoundedCache<Value> {
  private readonly values = new Map<string | number, Value>();

  /** @param most when this many are kept, all are let go and the next ones made anew */
  constructor(private readonly most: number) {}

  /** What is kept under a name, made now if it is not there. */
  of(name: string | number, make: () => Value): Value {
    let value = this.values.get(name);
    if (value === undefined) {
      if (this.values.size >= this.most) this.values.clear();
      value = make();
      this.values.set(name, value);
    }
    return value;
  }

  clear(): void {
    this.values.clear();
  }
}
