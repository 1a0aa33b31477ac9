// The scalar network of the notes as specs: one unit, one input, one output, feedback weight w.

import type { ActivationName } from "../../src/model/activations/index.ts";

/** A one-unit network of feedback weight `weight`, all other weights 1, biases 0; input 1 at t = 1, then zeros. */
export function scalar(options: {
  weight: number;
  unroll: number;
  activation?: ActivationName;
  firstInput?: number;
  input?: number;
  initial?: number;
  target?: number;
}): object {
  const {
    weight,
    unroll,
    activation = "identity",
    firstInput = 1,
    input = 0,
    initial = 0,
    target = 0,
  } = options;
  const inputs = [Array.from({ length: unroll }, (_, t) => [t === 0 ? firstInput : input])];
  return {
    model: { activation, hidden: 1 },
    task: { kind: "explicit", inputs, targets: [[target]], initialState: { h: [[initial]] } },
    init: { kind: "explicit", parameters: { weight_ih: [[1]], weight_hh: [[weight]], weight_out: [[1]] } },
  };
}
