// One sequence through a network, forward: from its initial state over its inputs onto a tape.

import type { Floats } from "./floats.ts";
import type { Parameters } from "./network.ts";
import type { Passage } from "./passage.ts";
import type { Tape } from "./tape.ts";
import type { TaskData } from "./tasks/index.ts";
import { normalise } from "./vector.ts";

/** How many steps sequence b is read over; from there on its state stays as it is. */
export function stepsOf(data: TaskData, b: number, unroll: number): number {
  return Math.min(unroll, data.lengths?.[b] ?? unroll);
}

/** What a forward pass needs beside the parameters. */
export interface ForwardPass {
  readonly passage: Passage;
  readonly tape: Tape;
  readonly data: TaskData;
  /** Scratch space for W_ih x_t + b [G·H]. */
  readonly inputTerm: Floats;
}

/** s_0…s_length of sequence b onto the tape, in a network unrolled over `unroll` steps. */
export function forwardSequence(
  { passage, tape, data, inputTerm }: ForwardPass,
  parameters: Parameters,
  unroll: number,
  b: number,
  length: number,
): void {
  const { hidden } = passage;
  const { inputSize } = data;
  for (const [p, part] of passage.cell.parts.entries()) {
    const given = data.initialState[part];
    const rows = tape.states[p];
    const initial = { mantissas: rows.values.subarray(0, hidden), exponent: 0 };
    for (let i = 0; i < hidden; i++) initial.mantissas[i] = given?.[b * hidden + i] ?? 0;
    normalise(initial);
    rows.exponents[0] = initial.exponent;
  }
  for (let t = 1; t <= length; t++) {
    for (let i = 0; i < inputTerm.length; i++) {
      let sum = parameters.bias[i];
      for (let k = 0; k < inputSize; k++) {
        sum += parameters.weight_ih[i * inputSize + k] * data.input(t, unroll, b, k);
      }
      inputTerm[i] = sum;
    }
    passage.forward(parameters, tape, t, inputTerm);
  }
}
