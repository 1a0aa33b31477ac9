// Joins the shader files that a program needs after a short generated prelude: sizes as constants, slots as aliases.
// Module scope is order-free in WGSL, so nothing else is needed; an error's line is led back to its file.

import { type ActivationName, activations } from "../../model/activations/index.ts";
import { cells, isBounded, readsActivation } from "../../model/cells/index.ts";
import type { GradientProblem } from "../../model/gradient.ts";
import { type OptimizerName, optimizers } from "../../model/optimizers/index.ts";
import {
  DIVERGED_LOSS_FACTOR,
  LARGEST_LOG2_GRADIENT,
  LARGEST_LOG2_PARAMETER,
} from "../../model/training/settings.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import { cellLayout, groupsOf, type ProgramSizes, tapeStep } from "./layout.ts";

/** What a compiled program is fixed to. */
export interface ProgramKey extends ProgramSizes {
  /** Gradient programs read no optimiser. */
  readonly optimizer: OptimizerName | null;
  readonly activation: SweepSpec["model"]["activation"];
  readonly task: SweepSpec["task"]["kind"];
  /** Whether some sequences are shorter than others. */
  readonly lengths: boolean;
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
 * Writes a loop over units, gates, inputs, outputs or groups of four sequences as a plain block where there is only one: the
 * loop itself costs a software adapter more than most bodies. Lines stay where they are.
 */
function withoutLoopsOfOne(key: ProgramKey, text: string): string {
  const { hidden, inputSize, outputSize, batch, testBatch, cell } = key;
  const { gates, parts, kept, plainPre, plainKept } = cellLayout(cell);
  const sizes = {
    HIDDEN: hidden,
    INPUTS: inputSize,
    OUTPUTS: outputSize,
    GROUPS: groupsOf(batch),
    GATES: gates,
    PARTS: parts,
    KEPT: kept,
    PLAIN_PRE: plainPre,
    PLAIN_KEPT: plainKept,
    DATA_GROUPS: groupsOf(batch) + groupsOf(testBatch),
  };
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

function filesOf(key: ProgramKey): string[] {
  const { optimizer, cell, task, hidden } = key;
  const activationFiles = activationsOf(key).map((name) => `activations/${name}.wgsl`);
  const exchange = hidden === 1 ? "single.wgsl" : "units.wgsl";
  if (optimizer !== null) {
    return [
      "bindings.wgsl",
      "training/state.wgsl",
      "scaled.wgsl",
      "exp.wgsl",
      "activations/activation.wgsl",
      ...activationFiles,
      "tasks/counter.wgsl",
      `tasks/${task}.wgsl`,
      "cells/cell.wgsl",
      `cells/${cell}.wgsl`,
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
    ...activationFiles,
    "cells/cell.wgsl",
    `cells/${cell}.wgsl`,
    "tasks/counter.wgsl",
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

/** The activations that a cell's gates have: their own, or the one that the spec names. */
function activationsOf({ cell, activation }: ProgramKey): ActivationName[] {
  const own = cells[cell].gates.map((gate) =>
    gate.activation === null
      ? activation
      : (Object.keys(activations) as ActivationName[]).find((name) => activations[name] === gate.activation),
  );
  return [...new Set(own.filter((name) => name !== undefined))];
}

function preludeOf(key: ProgramKey): string {
  const { cell, activation, task } = key;
  const workgroup = workgroupOf(key.hidden);
  const { deltasDiffer, forgetGate, hasDirectPath, recurrentBiasGate } = cells[cell];
  const { gates, parts, kept, keptExponentsShared, plainPre, plainKept, recurrentBiases } = cellLayout(cell);
  const testGroups = groupsOf(key.testBatch);
  const groups = groupsOf(key.batch);
  const chosen = readsActivation(cells[cell])
    ? `fn activationValue(a: vec4f, e: vec4i) -> Scaled4 { return ${activation}Value(a, e); }
fn activationDerivative(a: vec4f, e: vec4i) -> Scaled4 { return ${activation}Derivative(a, e); }
fn activationState(a: vec4f) -> vec4f { return ${activation}State(a); }
fn activationBoth(row: vec4f) -> ActivationBoth { return ${activation}Both(row); }
`
    : "";
  return `// ${cell}, ${activation}, ${task}: generated; the files of shaders/ follow.
const HIDDEN: u32 = ${key.hidden}u; const INPUTS: u32 = ${key.inputSize}u; const OUTPUTS: u32 = ${key.outputSize}u;
const BATCH: u32 = ${key.batch}u; const GROUPS: u32 = ${groups}u; const DATA_GROUPS: u32 = ${groups + testGroups}u;
const TEST_BATCH: u32 = ${key.testBatch}u; const TEST_GROUPS: u32 = ${testGroups}u; const WITH_LENGTHS: bool = ${key.lengths};
const NETWORKS_PER_WORKGROUP: u32 = ${workgroup.networks}u; const WORKGROUP_SIZE: u32 = ${workgroup.lanes}u; const WITH_TRACE: bool = ${key.trace};
const GATES: u32 = ${gates}u; const PARTS: u32 = ${parts}u; const FORGET_GATE: u32 = ${forgetGate ?? gates}u;
const RECURRENT_BIASES: u32 = ${recurrentBiases}u; const RECURRENT_BIAS_GATE: u32 = ${recurrentBiasGate ?? 0}u;
const DELTAS_DIFFER: bool = ${deltasDiffer}; const HAS_DIRECT_PATH: bool = ${hasDirectPath};
const KEPT: u32 = ${kept}u; const KEPT_EXPONENTS_SHARED: bool = ${keptExponentsShared}; const PLAIN_PRE: u32 = ${plainPre}u; const PLAIN_KEPT: u32 = ${plainKept}u;
${chosen}fn taskInput(t: u32, unroll: u32, k: u32, group: u32) -> vec4f { return ${task}Input(t, unroll, k, group); }
${key.optimizer === null ? gradientPrelude(key) : trainingPrelude(key, key.optimizer)}`;
}

function gradientPrelude(key: ProgramKey): string {
  const { cell } = key;
  return `const LANCZOS_STEPS: u32 = ${key.lanczosSteps}u; const WITH_JACOBIAN: bool = ${key.jacobian};
const TAPE_ROWS: u32 = KEPT + 1u; const EXPONENTS_PER_STEP: u32 = ${tapeStep(key).exponents}u;
fn cellForward(r: Gates, e: vec4i, x: Gates, b: vec4f, xe: vec4i, s: State4) -> CellForward { return ${cell}Forward(r, e, x, b, xe, s); }
fn cellBackward(k: Kept4, s: State4, g: State4) -> CellBackward { return ${cell}Backward(k, s, g); }
fn cellTangent(k: Kept4, s: State4, r: Gates4, v: State4) -> State4 { return ${cell}Tangent(k, s, r, v); }
`;
}

function trainingPrelude({ cell, activation, task }: ProgramKey, optimizer: OptimizerName): string {
  const seen = `${cell[0].toUpperCase()}${cell.slice(1)}Plain`;
  return `const MOMENTS: u32 = ${optimizers[optimizer].moments}u; const ACTIVATION_BOUNDED: bool = ${isBounded(cells[cell], activations[activation])};
const DIVERGED_LOSS_FACTOR: f32 = ${DIVERGED_LOSS_FACTOR}.0; const LARGEST_LOG2_GRADIENT: i32 = ${LARGEST_LOG2_GRADIENT}; const LARGEST_PARAMETER: f32 = ${2 ** LARGEST_LOG2_PARAMETER}.0;
fn taskPrepare(group: u32) { ${task}Prepare(group); }
fn taskPrepared(t: u32, unroll: u32, k: u32, group: u32) -> vec4f { return ${task}Prepared(t, unroll, k, group); }
alias CellPlain = ${seen};
fn cellPlainForward(r: Gates, x: Gates, b: vec4f, s: PlainState) -> PlainForward { return ${cell}PlainForward(r, x, b, s); }
fn cellPlainSee(rows: PlainRows) -> ${seen} { return ${cell}PlainSee(rows); }
fn cellPlainBackward(n: ${seen}, s: PlainState, g: PlainState) -> PlainBackward { return ${cell}PlainBackward(n, s, g); }
fn optimizerFill(f: vec2f) -> vec2f { return ${optimizer}Fill(f); }
fn optimizerUpdate(p: f32, g: f32, m: vec2f, s: OptimizerStep) -> OptimizerUpdate { return ${optimizer}Update(p, g, m, s); }
`;
}

/** Lanczos iterations that the kernels run: enough for 1e-3 in log10 also of flat spectra (bench/README.md). */
const MOST_LANCZOS_STEPS = 48;

/** The program that a spec's networks run on. */
export function programKeyOf(
  spec: SweepSpec,
  problem: GradientProblem,
  options: { jacobian: boolean; trace: boolean; training: boolean },
): ProgramKey {
  const stateSize = problem.sizes.hidden * cellLayout(problem.sizes.cell).parts;
  return {
    hidden: problem.sizes.hidden,
    inputSize: problem.sizes.inputSize,
    outputSize: problem.sizes.outputSize,
    cell: problem.sizes.cell,
    batch: problem.data.batch,
    lengths: problem.data.lengths !== null,
    testBatch: problem.data.test?.batch ?? 0,
    lanczosSteps: options.jacobian ? Math.min(stateSize, MOST_LANCZOS_STEPS) : 1,
    optimizer: options.training ? spec.training.optimizer : null,
    activation: spec.model.activation,
    task: spec.task.kind,
    jacobian: options.jacobian,
    trace: options.trace,
  };
}
