// Joins the shader files that a program needs after a short generated prelude: sizes as constants, slots as aliases.
// Module scope is order-free in WGSL, so nothing else is needed; an error's line is led back to its file.

import type { SweepSpec } from "../../sweep/spec.ts";
import { groupsOf, type ProgramSizes } from "./layout.ts";

/** What a compiled program is fixed to. */
export interface ProgramKey extends ProgramSizes {
  readonly cell: SweepSpec["model"]["cell"];
  readonly activation: SweepSpec["model"]["activation"];
  readonly task: SweepSpec["task"]["kind"];
  readonly jacobian: boolean;
  readonly trace: boolean;
}

export interface ComposedProgram {
  readonly code: string;
  /** The file and line there that a line of the joined code comes from. */
  locate(line: number): string;
}

/** Several networks share a workgroup while their units fill at most this many lanes. */
const WORKGROUP_LANES = 64;

/** Networks and lanes of one workgroup. */
export function workgroupOf(hidden: number): { networks: number; lanes: number } {
  const networks = Math.max(1, Math.floor(WORKGROUP_LANES / hidden));
  return { networks, lanes: networks * hidden };
}

/** The WGSL of a program, from the sources by path. @throws RangeError where a source is missing */
export function composeProgram(key: ProgramKey, sources: Readonly<Record<string, string>>): ComposedProgram {
  const parts = [["prelude (generated)", preludeOf(key)]];
  for (const path of filesOf(key)) {
    const text = sources[path];
    if (text === undefined) throw new RangeError(`shaders/${path} is missing from the shader sources`);
    parts.push([`shaders/${path}`, text.endsWith("\n") ? text : `${text}\n`]);
  }
  return {
    code: parts.map(([, text]) => text).join(""),
    locate(line) {
      let rest = line;
      for (const [path, text] of parts) {
        const lines = text.split("\n").length - 1;
        if (rest <= lines) return `${path}:${rest}`;
        rest -= lines;
      }
      return `line ${line}`;
    },
  };
}

function filesOf({ cell, activation, task, hidden }: ProgramKey): string[] {
  return [
    "bindings.wgsl",
    "scaled.wgsl",
    "exp.wgsl",
    "accumulator.wgsl",
    "activations/activation.wgsl",
    `activations/${activation}.wgsl`,
    `cells/${cell}.wgsl`,
    `tasks/${task}.wgsl`,
    hidden === 1 ? "exchange/single.wgsl" : "exchange/units.wgsl",
    "network.wgsl",
    "forward.wgsl",
    "readout.wgsl",
    "backward.wgsl",
    "jacobian.wgsl",
    "eigenvalue.wgsl",
    "finish.wgsl",
  ];
}

function preludeOf(key: ProgramKey): string {
  const workgroup = workgroupOf(key.hidden);
  const unit = key.cell[0].toUpperCase() + key.cell.slice(1);
  return `// ${key.cell}, ${key.activation}, ${key.task}: generated; the files of shaders/ follow.
const HIDDEN: u32 = ${key.hidden}u;
const INPUTS: u32 = ${key.inputSize}u;
const OUTPUTS: u32 = ${key.outputSize}u;
const BATCH: u32 = ${key.batch}u;
const GROUPS: u32 = ${groupsOf(key.batch)}u;
const NETWORKS_PER_WORKGROUP: u32 = ${workgroup.networks}u;
const WORKGROUP_SIZE: u32 = ${workgroup.lanes}u;
const LANCZOS_STEPS: u32 = ${key.lanczosSteps}u;
const WITH_JACOBIAN: bool = ${key.jacobian};
const WITH_TRACE: bool = ${key.trace};
fn activationValue(a: vec4f, e: vec4i) -> Scaled4 { return ${key.activation}Value(a, e); }
fn activationDerivative(a: vec4f, e: vec4i) -> Scaled4 { return ${key.activation}Derivative(a, e); }
fn cellForward(h: vec4f, e: vec4i, x: vec4f, xe: vec4i) -> ${unit}Unit { return ${key.cell}Forward(h, e, x, xe); }
fn cellThroughActivation(g: Scaled4, a: vec4f, e: vec4i) -> Scaled4 { return ${key.cell}ThroughActivation(g, a, e); }
fn taskInput(t: u32, unroll: u32, k: u32, group: u32) -> vec4f { return ${key.task}Input(t, unroll, k, group); }
`;
}

/** Lanczos iterations that the kernels run: enough for 1e-3 in log10 also of flat spectra (bench/README.md). */
const MOST_LANCZOS_STEPS = 48;

/** The program that a spec's networks run on. */
export function programKeyOf(
  spec: SweepSpec,
  sizes: Omit<ProgramSizes, "lanczosSteps">,
  options: { jacobian: boolean; trace: boolean },
): ProgramKey {
  return {
    hidden: sizes.hidden,
    inputSize: sizes.inputSize,
    outputSize: sizes.outputSize,
    batch: sizes.batch,
    lanczosSteps: options.jacobian ? Math.min(sizes.hidden, MOST_LANCZOS_STEPS) : 1,
    cell: spec.model.cell,
    activation: spec.model.activation,
    task: spec.task.kind,
    ...options,
  };
}
