// The page's engine webgpu: looked for at once, but its code and its shaders are fetched only where it is to compute something.

import type { EngineMeter } from "../engine/meter.ts";
import { findAdapter, isSoftware } from "../engine/webgpu/adapter.ts";
import type { OpenedWebgpu } from "../engine/webgpu/open.ts";
import { messageOf } from "../sweep/mistakes.ts";
import { type EnginesAtHand, type Missing, ONLY_SOFTWARE } from "./choose.ts";
import { fetched } from "./fetched.ts";

/** What brings the sources of the shaders, by path. */
export type ShaderSources = () => Promise<Readonly<Record<string, string>>>;

/** Opens the engine: anew with each call. Never rejects. */
export async function openLate(
  shaders: ShaderSources,
  meter: EngineMeter | null = null,
): Promise<OpenedWebgpu | Missing> {
  try {
    const [{ openWebgpu }, sources] = await Promise.all([
      fetched(() => import("../engine/webgpu/open.ts")),
      shaders(),
    ]);
    return await openWebgpu(globalThis.navigator?.gpu, sources, meter);
  } catch (error) {
    return { missing: `its code could not be loaded (${messageOf(error)})` };
  }
}

/** One engine for all sweeps of the page. */
export class LateWebgpu {
  private readonly adapter;
  private opened: Promise<OpenedWebgpu | Missing> | null = null;

  constructor(private readonly shaders: ShaderSources) {
    const { gpu } = globalThis.navigator ?? {};
    this.adapter = gpu === undefined ? Promise.resolve(undefined) : findAdapter(gpu);
  }

  /** The engine, or why it is not there. A software adapter is slower than the CPU itself, and opened only by name. */
  async atHand(byName: boolean): Promise<EnginesAtHand["webgpu"]> {
    const adapter = await this.adapter;
    if (!byName && adapter != null && isSoftware(adapter)) return ONLY_SOFTWARE;
    if (adapter === undefined) return { missing: "WebGPU is not available here" };
    if (adapter === null) return { missing: "WebGPU found no adapter" };
    this.opened ??= openLate(this.shaders);
    return this.opened;
  }
}
