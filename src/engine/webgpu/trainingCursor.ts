// Cuts training runs into slices of bounded work, anywhere between two positions of a step.

/** One dispatch: from a position of `firstStep` to before `endPosition` of `lastStep`. */
export interface TrainingSlice {
  readonly firstStep: number;
  readonly lastStep: number;
  readonly firstPosition: number;
  readonly endPosition: number;
  /** Its cost in positions per network. */
  readonly work: number;
}

/** Where a tile's training stands; all its networks go in step. */
export class TrainingCursor {
  private at = 0;
  private readonly end: number;

  /** @param steps the most updates of a network; the last loss is measured after them, in one step more */
  constructor(
    private readonly positionsPerStep: number,
    steps: number,
  ) {
    this.end = (steps + 1) * positionsPerStep;
  }

  get isDone(): boolean {
    return this.at >= this.end;
  }

  /** How much of the run is done: 0 … 1. */
  get share(): number {
    return this.at / this.end;
  }

  /** The next positions, `work` of them where there are as many. */
  take(work: number): TrainingSlice {
    const perStep = this.positionsPerStep;
    const from = this.at;
    const last = Math.min(from + Math.max(1, Math.floor(work)), this.end) - 1;
    this.at = last + 1;
    const lastStep = Math.floor(last / perStep);
    return {
      firstStep: Math.floor(from / perStep),
      lastStep,
      firstPosition: from % perStep,
      endPosition: last - lastStep * perStep + 1,
      work: last + 1 - from,
    };
  }
}
