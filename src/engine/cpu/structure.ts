// A structure in the kernels' memory: its data, inputs and base draws, in vectors of four sequences.

import { activations } from "../../model/activations/index.ts";
import { cells } from "../../model/cells/index.ts";
import { countOf, drawBase, type Parameters, parameterNames, parameterShapes } from "../../model/network.ts";
import { optimizers } from "../../model/optimizers/index.ts";
import type { TaskData } from "../../model/tasks/index.ts";
import { windowOf } from "../../model/training/measurement.ts";
import type { Structure } from "../../sweep/point.ts";
import type { TileNetworks } from "../../sweep/tile.ts";
import { EngineLost } from "../engine.ts";
import type { KernelExports } from "./kernels.ts";
import { RESULT_WORDS } from "./measurement.ts";

/** Words of a vector. */
const VECTOR = 4;
/** Bytes of a listed network; agreed with assembly/network.ts and assembly/training/run.ts. */
const NETWORK_BYTES = 64;
/** Base draws that are kept at once take at most about this much memory. */
const BASES_BYTES = 2 ** 23;
/** Networks that are handed over in one call. */
export const MOST_LISTED = 1024;
/** A sequence that has as many steps as are asked for. */
const ENDLESS = 2 ** 24;

/** How many networks go side by side: enough to hide the latency of their operations, few enough for the caches. */
function slotsFor(units: number): number {
  return units === 1 ? 8 : units <= 3 ? 4 : units <= 8 ? 2 : 1;
}

interface MemoryViews {
  readonly integers: Int32Array;
  readonly floats: Float32Array;
  readonly doubles: Float64Array;
}

function viewsOf(buffer: ArrayBuffer): MemoryViews {
  return {
    integers: new Int32Array(buffer),
    floats: new Float32Array(buffer),
    doubles: new Float64Array(buffer),
  };
}

/** A structure that the kernels have been set to; it is theirs until the next one is made. */
export class CpuStructure {
  readonly networksAt: number;
  /** Where their results go. */
  readonly resultsAt: number;
  /** How many networks go side by side. */
  readonly slots: number;
  private readonly basesAt: number;
  private readonly mostBases: number;
  private readonly baseBytes: number;
  private readonly places = new Map<number, number>();
  private readonly inputsAt: number;
  /** The sets of sequences: those of training, then those of the test where it is asked for. */
  private readonly sets: readonly TaskData[];
  private seen = viewsOf(new ArrayBuffer(0));
  private unroll = 0;

  /** @throws EngineLost where the memory of the kernels cannot grow so far */
  constructor(
    private readonly kernels: KernelExports,
    readonly structure: Structure,
    longest: number,
    isTraining: boolean,
    replicates: number,
  ) {
    const { sizes, data, activation } = structure.problem;
    const { hidden, inputSize, outputSize } = sizes;
    this.sets = isTraining && data.test !== null ? [data, data.test] : [data];
    kernels.setSizes(
      Object.keys(cells).indexOf(sizes.cell),
      Object.values(activations).indexOf(activation),
      hidden,
      inputSize,
      outputSize,
      data.batch,
      this.sets[1]?.batch ?? 0,
      data.lengths !== null,
      isTraining,
    );
    this.baseBytes = countOf(parameterShapes(sizes)) * 4;
    this.mostBases = Math.max(1, Math.min(replicates, Math.floor(BASES_BYTES / this.baseBytes)));
    const found = (address: number) => {
      if (address !== 0) return address;
      const wish = `${hidden} units over ${longest} steps`;
      throw new EngineLost(
        `the engine cpu: a network of ${wish} needs more memory than a thread may have here; take fewer`,
      );
    };
    this.basesAt = found(kernels.allocate(this.baseBytes * this.mostBases));
    kernels.setOptimizer(Object.values(optimizers).indexOf(structure.optimizer));
    this.networksAt = found(kernels.allocate(MOST_LISTED * NETWORK_BYTES));
    this.resultsAt = found(kernels.allocate(MOST_LISTED * RESULT_WORDS * 8));
    const groupsAt = found(kernels.allocateGroups());
    this.inputsAt = found(kernels.allocateInputs(longest));
    this.slots = slotsFor(hidden * cells[sizes.cell].gates.length);
    found(kernels.open(longest, this.slots));
    this.putGroups(groupsAt);
  }

  /** Views of the kernels' memory, made anew where it has grown. */
  private get views(): MemoryViews {
    const { buffer } = this.kernels.memory;
    if (this.seen.floats.buffer !== buffer) this.seen = viewsOf(buffer);
    return this.seen;
  }

  /** Sets the unroll length of the networks to come, and its inputs. */
  setUnroll(unroll: number): void {
    if (unroll === this.unroll) return;
    this.unroll = unroll;
    this.kernels.setUnroll(unroll);
    const { floats } = this.views;
    let at = this.inputsAt / 4;
    for (const set of this.sets) {
      for (let first = 0; first < set.batch; first += 4) {
        for (let t = 1; t <= unroll; t++) {
          for (let k = 0; k < set.inputSize; k++, at += 4) {
            for (let lane = 0; lane < 4; lane++) {
              floats[at + lane] = first + lane < set.batch ? set.input(t, unroll, first + lane, k) : 0;
            }
          }
        }
      }
    }
  }

  /**
   * Lists networks of a tile, from place `first` of an order on: as many as are of the unroll length at hand, before `end`, and
   * find room for their base draws. @returns how many
   */
  listSome(networks: TileNetworks, order: Uint32Array, first: number, end: number): number {
    const { unroll, replicate } = networks;
    const { views } = this;
    let base = 0;
    let drawn = -1;
    let at = first;
    for (; at < end && unroll[order[at]] === this.unroll; at++) {
      const n = order[at];
      // Neighbours mostly share their draw, and to look it up costs as much as all the rest.
      if (replicate[n] !== drawn) {
        if (at > first && this.isCrowdedBy(replicate[n])) break;
        drawn = replicate[n];
        base = this.baseOf(drawn);
      }
      putScales(views, (this.networksAt + (at - first) * NETWORK_BYTES) / 4, networks, n, base);
    }
    return at - first;
  }

  /** Lists one network of a tile with the settings of its training, and says where it is listed. */
  listRun(networks: TileNetworks, n: number): number {
    const at = this.networksAt;
    const { views } = this;
    const { integers, doubles } = views;
    const word = at / 4;
    putScales(views, word, networks, n, this.baseOf(networks.replicate[n]));
    const steps = networks.steps[n];
    integers[word + 6] = steps;
    integers[word + 7] = steps - windowOf(steps);
    const settings = at / 8 + 4;
    doubles[settings] = networks.learningRate[n];
    doubles[settings + 1] = networks.momentum[n];
    doubles[settings + 2] = networks.clipNorm[n];
    doubles[settings + 3] = networks.targetLoss[n];
    return at;
  }

  /** Whether to list this replicate's network would give up the base draws of those that are listed already. */
  private isCrowdedBy(replicate: number): boolean {
    return this.places.size >= this.mostBases && !this.places.has(replicate);
  }

  /** Where a replicate's base draw stands. */
  private baseOf(replicate: number): number {
    const known = this.places.get(replicate);
    if (known !== undefined) return known;
    if (this.places.size >= this.mostBases) this.places.clear();
    const at = this.basesAt + this.places.size * this.baseBytes;
    this.places.set(replicate, at);
    const { baseInit, problem, seed } = this.structure;
    this.putParameters(drawBase(baseInit, problem.sizes, seed, replicate), at);
    return at;
  }

  private putParameters(parameters: Parameters, at: number): void {
    let offset = at / 4;
    const { floats } = this.views;
    for (const name of parameterNames) {
      floats.set(parameters[name], offset);
      offset += parameters[name].length;
    }
  }

  /** Per group: mask, lengths, targets, initial state. */
  private putGroups(at: number): void {
    const { sizes } = this.structure.problem;
    const { hidden, outputSize } = sizes;
    const { parts } = cells[sizes.cell];
    const { floats, integers } = this.views;
    let group = at / 4;
    for (const set of this.sets) {
      for (let first = 0; first < set.batch; first += 4) {
        for (let lane = 0; lane < 4; lane++) {
          const b = first + lane;
          const exists = b < set.batch;
          const put = (row: number, value: number) => {
            floats[group + row * 4 + lane] = value;
          };
          put(0, exists ? 1 : 0);
          integers[group + 4 + lane] = exists ? (set.lengths?.[b] ?? ENDLESS) : ENDLESS;
          for (let o = 0; o < outputSize; o++) put(2 + o, exists ? set.targets[b * outputSize + o] : 0);
          for (const [p, part] of parts.entries()) {
            const given = exists ? set.initialState[part] : undefined;
            for (let i = 0; i < hidden; i++) {
              put(2 + outputSize + p * hidden + i, given?.[b * hidden + i] ?? 0);
            }
          }
        }
        group += (2 + outputSize + parts.length * hidden) * VECTOR;
      }
    }
  }
}

/** What every listed network says: where its base draw stands, and the scales on it. */
function putScales(
  { integers, floats }: MemoryViews,
  word: number,
  networks: TileNetworks,
  n: number,
  base: number,
): void {
  integers[word] = base;
  floats[word + 1] = networks.recurrent[n];
  floats[word + 2] = networks.input[n];
  floats[word + 3] = networks.readout[n];
  floats[word + 4] = networks.bias[n];
  floats[word + 5] = networks.forgetBias[n];
}
