// Where a new axis over a parameter starts: a range in which that parameter makes a difference.

/** A range as the form gives it. */
export interface Range {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly scale?: "log";
}

const FRESH: Range = { from: 0, to: 1, count: 32 };

/** Ranges of parameters for which 0 … 1 would tell little. */
const telling: Readonly<Record<string, Range>> = {
  "training.learningRate": { from: 0.001, to: 10, count: 33, scale: "log" },
  "training.momentum": { from: 0, to: 0.99, count: 34 },
  "training.clipNorm": { from: 0.01, to: 100, count: 33, scale: "log" },
  "training.steps": { from: 10, to: 1000, count: 34 },
  "task.batch": { from: 1, to: 64, count: 64 },
  "task.testBatch": { from: 1, to: 64, count: 64 },
  "task.testShare": { from: 0.1, to: 0.5, count: 5 },
  "task.signal": { from: 1, to: 10, count: 10 },
  "training.targetLoss": { from: 0.0001, to: 0.1, count: 31, scale: "log" },
};

/** The range for a new axis over a parameter. */
export function freshRange(param: string): Range {
  return tellingRange(param) ?? FRESH;
}

/** The parameter's own telling range, where it has one. */
export function tellingRange(param: string): Range | null {
  return Object.hasOwn(telling, param) ? telling[param] : null;
}
