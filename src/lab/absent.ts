// An engine that is not at hand: kept results of it are planned and shown like any others, but nothing more comes of it.

import type { Engine, EngineName } from "../engine/engine.ts";
import type { TileLimits } from "../sweep/plan.ts";

export class AbsentEngine implements Engine {
  readonly description = "not at hand; its kept results are shown";
  readonly tilesInFlight = 1;

  /** @param why it is not there, for whoever asks it to compute */
  constructor(
    readonly name: EngineName,
    private readonly why: string,
  ) {}

  limitsOf(): TileLimits {
    return { maxNetworks: 1, maxCost: Number.MAX_VALUE, costPerNetwork: 1, costPerStep: 0, isSoft: true };
  }

  run(): Promise<never> {
    return Promise.reject(
      new Error(`the results that are missing need the engine ${this.name}: ${this.why}`),
    );
  }

  inspect(): Promise<never> {
    return this.run();
  }

  close(): void {}
}
