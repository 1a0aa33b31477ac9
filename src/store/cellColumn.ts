// One metric of every cell: the mean and the maximum of the numbers that have come so far, and which network has the maximum.
// −∞ and +∞ carry a mean with them, and both at once leave none, as with replicates. NaN is no number and is left out.

/** How a chunk's networks come: the flat index of each one's cell, and its own among all networks, or its place in the chunk. */
interface Walked {
  readonly cells: Int32Array;
  readonly networks: Int32Array;
}

export class CellColumn {
  /** By cell; NaN where there is no number. A value that is only shown for now stands here, too, where nothing is done. */
  readonly mean: Float64Array;
  readonly max: Float64Array;
  /** How many numbers there are. */
  readonly numbers: Uint32Array;
  /** The network with the maximum, where there is a number; the first of several. */
  protected readonly maxAt: Uint32Array;

  constructor(cells: number) {
    this.mean = new Float64Array(cells).fill(Number.NaN);
    this.max = new Float64Array(cells).fill(Number.NaN);
    this.numbers = new Uint32Array(cells);
    this.maxAt = new Uint32Array(cells);
  }

  /** Takes in the values of a chunk's first `size` networks. */
  add({ cells, networks }: Walked, values: ArrayLike<number>, size: number): void {
    const { mean, numbers } = this;
    for (let n = 0; n < size; n++) {
      const value = values[n];
      if (Number.isNaN(value)) continue;
      const cell = cells[n];
      const count = ++numbers[cell];
      const before = mean[cell];
      // Step by step, so that the sum of huge losses does not overflow where their mean would not.
      if (count === 1) mean[cell] = value;
      else if (Number.isFinite(value) && Number.isFinite(before)) mean[cell] += (value - before) / count;
      else mean[cell] = before + value;
      this.raise(cell, networks[n], value);
    }
  }

  /** Shows values for now, in the first `size` cells, where nothing is done; the networks are places in the chunk. */
  show({ cells, networks }: Walked, values: ArrayLike<number> | undefined, size: number): void {
    const { mean, max } = this;
    for (let i = 0; i < size; i++) {
      const value = values?.[networks[i]] ?? Number.NaN;
      mean[cells[i]] = value;
      max[cells[i]] = value;
    }
  }

  /** Takes away what was shown for now: from here on only what is done counts. */
  clear(cell: number): void {
    this.mean[cell] = Number.NaN;
    this.max[cell] = Number.NaN;
  }

  /** The flat index of the network with the maximum, or null where there is no number. */
  networkOfMax(cell: number): number | null {
    return this.numbers[cell] === 0 ? null : this.maxAt[cell];
  }

  /** Takes note of a value of a cell, already counted, if none is greater; of equal ones the first network stays. */
  protected raise(cell: number, network: number, value: number): void {
    const most = this.max[cell];
    if (this.numbers[cell] > 1 && (value < most || (value === most && network > this.maxAt[cell]))) return;
    this.max[cell] = value;
    this.maxAt[cell] = network;
  }
}

/** The outcomes that a run can end with, 0 … 4. */
const OUTCOMES = 5;

/** Outcomes have no mean: its place is taken by the most frequent one, and of equally frequent ones by the worst. */
export class OutcomeColumn extends CellColumn {
  private readonly counts: Uint32Array;

  constructor(cells: number) {
    super(cells);
    this.counts = new Uint32Array(cells * OUTCOMES);
  }

  override add({ cells, networks }: Walked, values: ArrayLike<number>, size: number): void {
    const { mean, numbers, counts } = this;
    for (let n = 0; n < size; n++) {
      const value = values[n];
      // A run that is still open has no outcome yet.
      if (!(value >= 0 && value < OUTCOMES)) continue;
      const cell = cells[n];
      const count = ++counts[cell * OUTCOMES + value];
      // Only one count has grown, so the most frequent is that one or the one before.
      const most = ++numbers[cell] === 1 ? 0 : counts[cell * OUTCOMES + mean[cell]];
      if (count > most || (count === most && value > mean[cell])) mean[cell] = value;
      this.raise(cell, networks[n], value);
    }
  }
}
