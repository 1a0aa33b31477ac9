// Which engine `auto` means here, and why, said to the user in one sentence; and which one goes on when it is lost.

import type { Engine, EngineChoice } from "../engine/engine.ts";

/** Why an engine is not at hand: a part of a sentence, for people. */
export interface Missing {
  readonly missing: string;
}

/** Why an engine is not there that nobody wanted. */
export const NOT_ASKED_FOR: Missing = { missing: "it was not asked for" };

/** Why `auto` does without a GPU that is none. */
export const ONLY_SOFTWARE: Missing = {
  missing: "the only WebGPU adapter is a software one, which is slower than the CPU itself",
};

/** The engines at hand. Only the reference is always there. */
export interface EnginesAtHand {
  readonly reference: Engine;
  readonly cpu: Engine | Missing;
  readonly webgpu: { readonly engine: Engine; readonly software: boolean } | Missing;
}

/** Picks an engine for a sweep. @throws Error where an engine was asked for by name and is not there */
export function chooseEngine(
  choice: EngineChoice,
  { reference, cpu, webgpu }: EnginesAtHand,
): { engine: Engine; reason: string } {
  const asked = (engine: Engine) => ({ engine, reason: "chosen by you" });
  if (choice === "reference") return asked(reference);
  if (choice === "cpu") return asked("missing" in cpu ? refuse("cpu", cpu) : cpu);
  if (choice === "webgpu") return asked("missing" in webgpu ? refuse("webgpu", webgpu) : webgpu.engine);
  if (isReal(webgpu)) return { engine: webgpu.engine, reason: "auto: a real GPU adapter was found" };
  const noGpu = ("missing" in webgpu ? webgpu : ONLY_SOFTWARE).missing;
  return "missing" in cpu
    ? { engine: reference, reason: `auto: ${noGpu}, and the engine cpu is not available: ${cpu.missing}` }
    : { engine: cpu, reason: `auto: ${noGpu}` };
}

/** Whether a choice may come to `cpu` before the run starts, so that it is worth waiting for. */
export function wantsCpu(choice: EngineChoice, webgpu: EnginesAtHand["webgpu"]): boolean {
  return choice === "cpu" || (choice === "auto" && !isReal(webgpu));
}

/** The engine that goes on when another is lost for good, and why it is this one; null after the reference. */
export function successorOf(
  { name }: Engine,
  { reference, cpu }: EnginesAtHand,
): { engine: Engine; reason: string } | null {
  if (name === "reference") return null;
  if (name === "cpu") return { engine: reference, reason: "took over" };
  return "missing" in cpu
    ? { engine: reference, reason: `took over, as the engine cpu is not available (${cpu.missing})` }
    : { engine: cpu, reason: "took over" };
}

function isReal(webgpu: EnginesAtHand["webgpu"]): webgpu is Exclude<EnginesAtHand["webgpu"], Missing> {
  return !("missing" in webgpu || webgpu.software);
}

function refuse(name: string, { missing }: Missing): never {
  throw new Error(`The engine ${name} is not available here: ${missing}`);
}
