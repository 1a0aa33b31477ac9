// What is benched: hidden sizes × modes × cells on the notes' four price cases, each case with the same work per network on
// every engine.

import { type CellName, cells } from "../../model/cells/index.ts";
import type { OptimizerName } from "../../model/optimizers/index.ts";
import { benchSizes } from "../../sweep/view.ts";
import { networkOperations, type Workload } from "./cost.ts";

/** One kind of network that is timed. */
export interface BenchCase {
  readonly mode: "gradient" | "training";
  readonly cell: CellName;
  readonly hidden: number;
  readonly unroll: number;
  /** Sequences B of the task. */
  readonly sequences: number;
  /** Of mode training: the optimiser and the updates of a whole run. */
  readonly training: { readonly optimizer: OptimizerName; readonly updates: number } | null;
}

/** Which cases are run, and how long each is timed. A blank list means all that the length has. */
export interface BenchChoice {
  readonly quick: boolean;
  readonly hidden?: readonly number[] | undefined;
}

const QUICK_SIZES: readonly number[] = [1, 8];
const QUICK_CELLS: readonly CellName[] = ["rnn", "lstm"];

const GRADIENT_UNROLL = 50;
const TRAINING_UNROLL = 10;
/** The notes' four cases. */
const SEQUENCES = 4;
const OPTIMIZER: OptimizerName = "adam";
/** A training run is cut to about this many operations, so that also one network of the reference ends within a second. */
const RUN_OPERATIONS = 2e7;
const UPDATES = [10, 20, 50, 100, 200, 500] as const;

/** The cases of a choice, in the order in which they run: what is soon done comes first. */
export function casesOf({ quick, hidden }: BenchChoice): BenchCase[] {
  const sizes = hidden ?? sizesOf(quick);
  const names = Object.keys(cells) as CellName[];
  const chosen = names.filter((cell) => !quick || QUICK_CELLS.includes(cell));
  return sizes.flatMap((size) =>
    chosen.flatMap((cell) => [gradientCase(cell, size), trainingCase(cell, size)]),
  );
}

/** The hidden sizes of a length. */
export function sizesOf(quick: boolean): readonly number[] {
  return quick ? QUICK_SIZES : benchSizes;
}

/** One gradient at the initial weights. */
export function gradientCase(cell: CellName, hidden: number): BenchCase {
  return { mode: "gradient", cell, hidden, unroll: GRADIENT_UNROLL, sequences: SEQUENCES, training: null };
}

/** A whole run of training. */
export function trainingCase(cell: CellName, hidden: number): BenchCase {
  const one: BenchCase = {
    mode: "training",
    cell,
    hidden,
    unroll: TRAINING_UNROLL,
    sequences: SEQUENCES,
    training: { optimizer: OPTIMIZER, updates: 1 },
  };
  const affordable = RUN_OPERATIONS / networkOperations(workloadOf(one));
  const updates = UPDATES.findLast((count) => count <= affordable) ?? UPDATES[0];
  return { ...one, training: { optimizer: OPTIMIZER, updates } };
}

/** The cases whose speed is followed over the number of networks: those of the list, or the first case where it has none. */
export function followedCases(cases: readonly BenchCase[], quick: boolean): BenchCase[] {
  const wanted = quick
    ? [gradientCase("rnn", 1)]
    : [gradientCase("rnn", 1), gradientCase("lstm", 32), trainingCase("rnn", 8)];
  const names = wanted.map(caseName);
  const found = cases.filter((one) => names.includes(caseName(one)));
  return found.length > 0 ? found : cases.slice(0, 1);
}

/** What of a case is counted; the price cases have one input and one output. */
export function workloadOf(one: BenchCase): Workload {
  return { ...one, inputSize: 1, outputSize: 1 };
}

/** `gradient, rnn, H = 8`: tells cases apart, for people and between two reports. */
export function caseName({ mode, cell, hidden }: Pick<BenchCase, "mode" | "cell" | "hidden">): string {
  return `${mode}, ${cell}, H = ${hidden}`;
}
