// Which engine `auto` means here, and why; said to the user in one sentence.

import type { Engine, EngineChoice } from "../engine/engine.ts";

/** The engines at hand. `webgpu` is null, with the reason, where no adapter was found. */
export interface EnginesAtHand {
  readonly reference: Engine;
  readonly webgpu: { readonly engine: Engine; readonly software: boolean } | { readonly missing: string };
}

/** Picks an engine. @throws Error where `webgpu` was asked for and is not there */
export function chooseEngine(choice: EngineChoice, at: EnginesAtHand): { engine: Engine; reason: string } {
  const { reference, webgpu } = at;
  if (choice === "reference") return { engine: reference, reason: "chosen by you" };
  if ("missing" in webgpu) {
    if (choice === "webgpu") throw new Error(`The engine webgpu is not available here: ${webgpu.missing}`);
    return { engine: reference, reason: `auto: ${webgpu.missing}` };
  }
  if (choice === "webgpu") return { engine: webgpu.engine, reason: "chosen by you" };
  return webgpu.software
    ? {
        engine: reference,
        reason: "auto: the only WebGPU adapter is a software one, which is slower than the CPU itself",
      }
    : { engine: webgpu.engine, reason: "auto: a real GPU adapter was found" };
}
