// Which engine `auto` means here, and why; said to the user in one sentence.

import type { Engine, EngineChoice } from "../engine/engine.ts";
import type { SweepSpec } from "../sweep/spec.ts";

/** The engines at hand. `webgpu` is null, with the reason, where no adapter was found. */
export interface EnginesAtHand {
  readonly reference: Engine;
  readonly webgpu: { readonly engine: Engine; readonly software: boolean } | { readonly missing: string };
}

/** Picks an engine for a sweep. @throws Error where `webgpu` was asked for and is not there */
export function chooseEngine(
  choice: EngineChoice,
  at: EnginesAtHand,
  spec: SweepSpec,
): { engine: Engine; reason: string } {
  const { reference, webgpu } = at;
  if (choice === "reference") return { engine: reference, reason: "chosen by you" };
  if ("missing" in webgpu) {
    if (choice === "webgpu") throw new Error(`The engine webgpu is not available here: ${webgpu.missing}`);
    return { engine: reference, reason: `auto: ${webgpu.missing}` };
  }
  if (choice === "webgpu") return { engine: webgpu.engine, reason: "chosen by you" };
  if (!webgpu.software) return { engine: webgpu.engine, reason: "auto: a real GPU adapter was found" };
  return softwareIsFaster(spec)
    ? {
        engine: webgpu.engine,
        reason:
          "auto: the WebGPU adapter is a software one, but trains scalar networks faster than the reference",
      }
    : {
        engine: reference,
        reason: "auto: the only WebGPU adapter is a software one, which is slower than the CPU itself",
      };
}

/** What a software adapter does faster than the reference, as measured (bench/README.md): nobody has measured gated cells. */
function softwareIsFaster({ mode, model, axes }: SweepSpec): boolean {
  const isScalar = model.cell === "rnn" && model.hidden === 1;
  const changes = axes.some(({ param }) => param === "model.hidden" || param === "model.cell");
  return mode === "training" && isScalar && !changes;
}
