// The order in which a tile's stages run, and how they are cut into slices of bounded work.

import { groupsOf, type ProgramSizes } from "./layout.ts";

/** Entry points of the kernels; each is compiled into a pipeline of its own. */
export const stageNames = [
  "forward",
  "readout",
  "backward",
  "tangent",
  "adjoint",
  "lanczos",
  "finish",
] as const;
export type StageName = (typeof stageNames)[number];

/** The stages that measure the Jacobian's norm. */
export const jacobianStages: readonly StageName[] = ["tangent", "adjoint", "lanczos"];

/** One dispatch: a stage over the time steps first … last (upwards or downwards) of one group of four sequences. */
export interface StageSlice {
  readonly stage: StageName;
  readonly group: number;
  readonly first: number;
  readonly last: number;
  readonly iteration: number;
  /** Its cost in units of one forward step. */
  readonly work: number;
}

/** What one step of a stage costs beside one forward step; a backward step is three products in place of one. */
const STEP_WORK: Record<StageName, number> = {
  forward: 1,
  readout: 2,
  backward: 3,
  tangent: 1,
  adjoint: 1,
  lanczos: 2,
  finish: 2,
};

/** A stage as a whole, before it is cut. */
type Stage = Omit<StageSlice, "work">;

/** All stages of a tile in order. */
export function* stagesOf(sizes: ProgramSizes, longestUnroll: number, jacobian: boolean): Generator<Stage> {
  const once = { first: 1, last: 1, iteration: 0 };
  const up = { first: 1, last: longestUnroll };
  const down = { first: longestUnroll, last: 1 };
  for (let group = 0; group < groupsOf(sizes.batch); group++) {
    yield { stage: "forward", group, ...up, iteration: 0 };
    yield { stage: "readout", group, ...once };
    yield { stage: "backward", group, ...down, iteration: 0 };
    for (let iteration = 0; jacobian && iteration < sizes.lanczosSteps; iteration++) {
      yield { stage: "tangent", group, ...up, iteration };
      yield { stage: "adjoint", group, ...down, iteration };
      yield { stage: "lanczos", group, ...once, iteration };
    }
  }
  yield { stage: "finish", group: 0, ...once };
}

/** Hands out the stages' steps in portions, as many as the asked-for work pays for, at least one step each time. */
export class StageQueue {
  private readonly stages: Generator<Stage>;
  private current: Stage | null;

  constructor(sizes: ProgramSizes, longestUnroll: number, jacobian: boolean) {
    this.stages = stagesOf(sizes, longestUnroll, jacobian);
    this.current = this.stages.next().value ?? null;
  }

  get isEmpty(): boolean {
    return this.current === null;
  }

  /** The next slices, of at most `work` together (in units of a forward step) and at most `most` in number. */
  take(work: number, most: number): StageSlice[] {
    const slices: StageSlice[] = [];
    let left = work;
    while (this.current !== null && slices.length < most) {
      const { stage, first, last } = this.current;
      const steps = Math.abs(last - first) + 1;
      const affordable = Math.floor(left / STEP_WORK[stage]);
      if (affordable < 1 && slices.length > 0) break;
      const taken = Math.min(steps, Math.max(1, affordable));
      const direction = last >= first ? 1 : -1;
      const end = first + direction * (taken - 1);
      slices.push({ ...this.current, last: end, work: taken * STEP_WORK[stage] });
      left -= taken * STEP_WORK[stage];
      this.current =
        taken === steps ? (this.stages.next().value ?? null) : { ...this.current, first: end + direction };
    }
    return slices;
  }
}
