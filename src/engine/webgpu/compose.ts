// Joins the shader files that a program needs after a short generated prelude: sizes as constants, slots as aliases.
// Module scope is order-free in WGSL, so nothing else is needed; an error's line is led back to its file.

import { activations } from "../../model/activations/index.ts";
import { type OptimizerName, optimizers } from "../../model/optimizers/index.ts";
import {
  DIVERGED_LOSS_FACTOR,
  LARGEST_LOG2_GRADIENT,
  LARGEST_LOG2_PARAMETER,
} from "../../model/training/settings.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import { groupsOf, type ProgramSizes } from "./layout.ts";

/** What a compiled program is fixed to. */
export interface ProgramKey extends ProgramSizes {
  /** Gradient programs read no optimiser. */
  readonly optimizer: OptimizerName | null;
  readonly cell: SweepSpec["model"]["cell"];
  readonly activation: SweepSpec["model"]["activation"];
  readonly task: SweepSpec["task"]["kind"];
  /** Sequences that training never sees; 0 for none. */
  readonly testBatch: number;
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
    parts.push([`shaders/${path}`, withoutLoopsOfOne(key, text.endsWith("\n") ? text : `${text}\n`)]);
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

/**
 * Writes a loop over units, inputs, outputs or groups of four sequences as a plain block where there is only one: the
 * loop itself costs a software adapter more than most bodies. Lines stay where they are.
 */
function withoutLoopsOfOne({ hidden, inputSize, outputSize, batch }: ProgramKey, text: string): string {
  const sizes = { HIDDEN: hidden, INPUTS: inputSize, OUTPUTS: outputSize, GROUPS: groupsOf(batch) };
  return Object.entries(sizes).reduce(
    (code, [name, size]) =>
      size === 1
        ? code.replaceAll(
            new RegExp(`for \\(var (\\w+) = 0u; \\1 < ${name}; \\1\\+\\+\\) \\{`, "g"),
            "{ const $1 = 0u;",
          )
        : code,
    text,
  );
}

function filesOf({ optimizer, cell, activation, task, hidden }: ProgramKey): string[] {
  const exchange = hidden === 1 ? "single.wgsl" : "units.wgsl";
  if (optimizer !== null) {
    return [
      "bindings.wgsl",
      "training/state.wgsl",
      "scaled.wgsl",
      "exp.wgsl",
      "activations/activation.wgsl",
      `activations/${activation}.wgsl`,
      `tasks/${task}.wgsl`,
      "optimizers/optimizer.wgsl",
      `optimizers/${optimizer}.wgsl`,
      "training/lane.wgsl",
      `training/exchange/${exchange}`,
      "training/statistics.wgsl",
      "training/forward.wgsl",
      "training/readout.wgsl",
      "training/backward.wgsl",
      "training/update.wgsl",
      "training/training.wgsl",
    ];
  }
  return [
    "bindings.wgsl",
    "state.wgsl",
    "scaled.wgsl",
    "exp.wgsl",
    "accumulator.wgsl",
    "activations/activation.wgsl",
    `activations/${activation}.wgsl`,
    `cells/${cell}.wgsl`,
    `tasks/${task}.wgsl`,
    `exchange/${exchange}`,
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
  return `// ${key.cell}, ${key.activation}, ${key.task}: generated; the files of shaders/ follow.
const HIDDEN: u32 = ${key.hidden}u;
const INPUTS: u32 = ${key.inputSize}u;
const OUTPUTS: u32 = ${key.outputSize}u;
const BATCH: u32 = ${key.batch}u;
const GROUPS: u32 = ${groupsOf(key.batch)}u;
const DATA_GROUPS: u32 = ${groupsOf(key.batch) + groupsOf(key.testBatch)}u;
const NETWORKS_PER_WORKGROUP: u32 = ${workgroup.networks}u;
const WORKGROUP_SIZE: u32 = ${workgroup.lanes}u;
const WITH_TRACE: bool = ${key.trace};
fn taskInput(t: u32, unroll: u32, k: u32, group: u32) -> vec4f { return ${key.task}Input(t, unroll, k, group); }
${key.optimizer === null ? gradientPrelude(key) : trainingPrelude(key, key.optimizer)}`;
}

function gradientPrelude(key: ProgramKey): string {
  const unit = key.cell[0].toUpperCase() + key.cell.slice(1);
  return `const LANCZOS_STEPS: u32 = ${key.lanczosSteps}u;
const WITH_JACOBIAN: bool = ${key.jacobian};
fn activationValue(a: vec4f, e: vec4i) -> Scaled4 { return ${key.activation}Value(a, e); }
fn activationDerivative(a: vec4f, e: vec4i) -> Scaled4 { return ${key.activation}Derivative(a, e); }
fn cellForward(h: vec4f, e: vec4i, x: vec4f, xe: vec4i) -> ${unit}Unit { return ${key.cell}Forward(h, e, x, xe); }
fn cellThroughActivation(g: Scaled4, a: vec4f, e: vec4i) -> Scaled4 { return ${key.cell}ThroughActivation(g, a, e); }
`;
}

function trainingPrelude(key: ProgramKey, optimizer: OptimizerName): string {
  return `const MOMENTS: u32 = ${optimizers[optimizer].moments}u;
const ACTIVATION_BOUNDED: bool = ${activations[key.activation].bounded};
const DIVERGED_LOSS_FACTOR: f32 = ${DIVERGED_LOSS_FACTOR}.0;
const LARGEST_LOG2_GRADIENT: i32 = ${LARGEST_LOG2_GRADIENT};
const LARGEST_PARAMETER: f32 = ${2 ** LARGEST_LOG2_PARAMETER}.0;
fn taskPrepare(group: u32) { ${key.task}Prepare(group); }
fn taskPrepared(t: u32, unroll: u32, k: u32, group: u32) -> vec4f { return ${key.task}Prepared(t, unroll, k, group); }
fn activationState(a: vec4f) -> vec4f { return ${key.activation}State(a); }
fn activationBoth(row: vec4f) -> ActivationBoth { return ${key.activation}Both(row); }
fn optimizerFill(f: vec2f) -> vec2f { return ${optimizer}Fill(f); }
fn optimizerUpdate(p: f32, g: f32, m: vec2f, s: OptimizerStep) -> OptimizerUpdate { return ${optimizer}Update(p, g, m, s); }
`;
}

/** Lanczos iterations that the kernels run: enough for 1e-3 in log10 also of flat spectra (bench/README.md). */
const MOST_LANCZOS_STEPS = 48;

/** The program that a spec's networks run on. */
export function programKeyOf(
  spec: SweepSpec,
  sizes: Omit<ProgramSizes, "lanczosSteps"> & { readonly testBatch: number },
  options: { jacobian: boolean; trace: boolean; training: boolean },
): ProgramKey {
  return {
    hidden: sizes.hidden,
    inputSize: sizes.inputSize,
    outputSize: sizes.outputSize,
    batch: sizes.batch,
    testBatch: sizes.testBatch,
    lanczosSteps: options.jacobian ? Math.min(sizes.hidden, MOST_LANCZOS_STEPS) : 1,
    optimizer: options.training ? spec.training.optimizer : null,
    cell: spec.model.cell,
    activation: spec.model.activation,
    task: spec.task.kind,
    jacobian: options.jacobian,
    trace: options.trace,
  };
}
