// The page's engines while they are still on their way: the reference is there at once, an adapter is being looked for,
// the kernels of the engine cpu are being loaded. Nobody waits for an engine that their choice has no use for.

import type { Engine, EngineChoice } from "../engine/engine.ts";
import { type EnginesAtHand, type Missing, NOT_ASKED_FOR, wantsCpu } from "./choose.ts";

/** A choice of `auto` waits this long for the engine cpu: a first map by the reference is better than none. */
const PATIENCE_MS = 2000;

export class ArrivingEngines {
  private cpu: Engine | Missing = { missing: "its kernels are still being loaded" };
  private tell: () => void = () => {};
  private readonly cpuIsHere = new Promise<void>((resolve) => {
    this.tell = resolve;
  });

  constructor(
    private readonly reference: Engine,
    private readonly webgpu: (byName: boolean) => Promise<EnginesAtHand["webgpu"]>,
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  /** The engine cpu has come, or never will. */
  bringCpu(cpu: Engine | Missing): void {
    this.cpu = cpu;
    this.tell();
  }

  /** The engines for a run of this choice; its `cpu` is always the latest news, for it may be needed only later. */
  async atHandFor(choice: EngineChoice): Promise<EnginesAtHand> {
    const asksGpu = choice === "auto" || choice === "webgpu";
    const webgpu = asksGpu ? await this.webgpu(choice === "webgpu") : NOT_ASKED_FOR;
    if (wantsCpu(choice, webgpu)) await this.waitForCpu(choice === "cpu");
    const { reference } = this;
    const latest = () => this.cpu;
    return {
      reference,
      webgpu,
      get cpu() {
        return latest();
      },
    };
  }

  /** Whoever chose it by name waits as long as it takes. */
  private async waitForCpu(byName: boolean): Promise<void> {
    const patience = new Promise((resolve) => setTimeout(resolve, this.patienceMs));
    await (byName ? this.cpuIsHere : Promise.race([this.cpuIsHere, patience]));
  }
}
