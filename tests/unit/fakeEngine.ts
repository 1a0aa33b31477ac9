// An engine whose tiles end when the test says so, a plan for it to run, and engines at hand where there is nothing else.

import type { Engine, EngineName, RunControl } from "../../src/engine/engine.ts";
import type { EnginesAtHand } from "../../src/lab/choose.ts";
import type { Chunk } from "../../src/sweep/chunk.ts";
import { planSweep, type SweepPlan, type TileLimits } from "../../src/sweep/plan.ts";
import type { Tile } from "../../src/sweep/tile.ts";
import { sound } from "./draw.ts";

/** A plan of `count` tiles with one network each. */
export function planOf(count: number, seed = 0): SweepPlan {
  const spec = sound({ seed, axes: [{ param: "init.bias", from: 0, to: 1, count }] });
  return planSweep(spec, () => oneByOne);
}

const oneByOne: TileLimits = { maxNetworks: 1, maxCost: 1e9, costPerNetwork: 1, costPerStep: 0 };

/** The engines of a machine that has nothing but this one. */
export function onlyReference(reference: Engine): EnginesAtHand {
  return { reference, cpu: { missing: "no SIMD here" }, webgpu: { missing: "none here" } };
}

/** A tile under way. */
export interface Job {
  readonly tile: number;
  finish(): void;
  fail(error: Error): void;
}

export class FakeEngine implements Engine {
  readonly description = "fake, one thread";
  /** All tiles ever started, in order. */
  readonly started: Job[] = [];
  /** Tiles under way now, and the most there ever were. */
  active = 0;
  most = 0;

  constructor(
    readonly tilesInFlight: number,
    /** Ends every tile by itself a moment later. */
    private readonly quick = false,
    readonly name: EngineName = "reference",
  ) {}

  limitsOf(): TileLimits {
    return oneByOne;
  }

  run(plan: SweepPlan, tile: Tile, _control: RunControl): Promise<Chunk> {
    this.active++;
    this.most = Math.max(this.most, this.active);
    return new Promise<Chunk>((resolve, reject) => {
      const job = {
        tile: tile.index,
        finish: () => {
          resolve({ planId: plan.id, tile, metrics: { loss: Float64Array.of(tile.index) } });
        },
        fail: reject,
      };
      this.started.push(job);
      if (this.quick) setTimeout(job.finish, 1);
    }).finally(() => {
      this.active--;
    });
  }

  inspect(): Promise<never> {
    return Promise.reject(new Error("the fake engine inspects nothing"));
  }

  close(): void {}
}

/** Lets everything that can go on go on: several turns of the event loop. */
export async function settle(turns = 8): Promise<void> {
  for (let i = 0; i < turns; i++) await new Promise((resolve) => setTimeout(resolve, 1));
}
