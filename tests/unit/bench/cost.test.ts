// The operations and bytes of one network against counts by hand, for every cell and both modes.

import { describe, expect, it } from "vitest";
import {
  backwardOperations,
  forwardOperations,
  networkBytes,
  networkOperations,
  type Workload,
} from "../../../src/lab/bench/cost.ts";
import { cells } from "../../../src/model/cells/index.ts";
import { optimizers } from "../../../src/model/optimizers/index.ts";

const scalar: Workload = {
  cell: "rnn",
  hidden: 1,
  inputSize: 1,
  outputSize: 1,
  sequences: 1,
  unroll: 1,
  training: null,
};

describe("the operations of the scalar network at T = 1, written out", () => {
  it("are 2 for w h, 2 for v x, 20 for tanh, 2 for the readout and 3 for the loss, forward", () => {
    expect(forwardOperations(scalar)).toBe(2 + 2 + 20 + 2 + 3);
  });

  it("are 4 for w, 2 for v, 1 for the bias, 20 + 1 for δ, and 4 + 2 for the readout, backward", () => {
    expect(backwardOperations(scalar)).toBe(4 + 2 + 1 + 21 + 6);
  });

  it("are 2 per recurrent weight and step forward, and 4 backward, of a network large enough", () => {
    for (const cell of Object.keys(cells) as (keyof typeof cells)[]) {
      const weights = (hidden: number) => cells[cell].gates.length * hidden ** 2;
      const share = (count: typeof forwardOperations, hidden: number) =>
        count({ ...scalar, cell, hidden, unroll: 100 }) / (100 * weights(hidden));
      expect(share(forwardOperations, 1e5)).toBeCloseTo(2, 2);
      expect(share(backwardOperations, 1e5)).toBeCloseTo(4, 2);
    }
  });
});

describe("the operations of gated cells with two units, T = 3, two sequences, written out", () => {
  const shape = { ...scalar, hidden: 2, unroll: 3, sequences: 2 };

  it("are those of the gru's equations", () => {
    const forward = 3 * (2 * 3 * 2 * (2 + 1) + 2 * (3 * 20 + 6)) + 2 * 2 + 3;
    // Three biases of the gates and one inside n; δ_n 2, δ_z 3, δ_r 2, δ_n ∘ r, z ∘ dh.
    const backward = 3 * (2 * 3 * 2 * (2 * 2 + 1) + 4 * 2 + 2 * (3 * 20 + 9)) + 4 * 2 + 2;
    const work: Workload = { ...shape, cell: "gru" };
    expect([forwardOperations(work), backwardOperations(work)]).toEqual([forward, backward]);
    expect(networkOperations(work)).toBe(2 * (forward + backward));
  });

  it("are those of the lstm's equations", () => {
    const forward = 3 * (2 * 4 * 2 * (2 + 1) + 2 * (5 * 20 + 4)) + 2 * 2 + 3;
    const backward = 3 * (2 * 4 * 2 * (2 * 2 + 1) + 4 * 2 + 2 * (5 * 20 + 12)) + 4 * 2 + 2;
    const work: Workload = { ...shape, cell: "lstm" };
    expect([forwardOperations(work), backwardOperations(work)]).toEqual([forward, backward]);
    expect(networkOperations(work)).toBe(2 * (forward + backward));
  });
});

describe("a whole training run", () => {
  it("is every update's gradient, optimiser and norm, and one more loss", () => {
    const [forward, backward] = [forwardOperations(scalar), backwardOperations(scalar)];
    // v, w, bias, output weight, output bias.
    const parameters = 5;
    for (const [name, { operations }] of Object.entries(optimizers)) {
      const training = { optimizer: name as keyof typeof optimizers, updates: 7 };
      expect(networkOperations({ ...scalar, training })).toBe(
        7 * (forward + backward + parameters * (operations + 2)) + forward,
      );
    }
  });

  it("moves the parameters there and back with every update, and the moments too", () => {
    // A tape row of the scalar network: state and pre-activation, written and read.
    const tape = 2 * 2;
    expect(networkBytes(scalar)).toBe(4 * (5 + tape));
    const run = (optimizer: keyof typeof optimizers) =>
      networkBytes({ ...scalar, training: { optimizer, updates: 3 } });
    expect(run("sgd")).toBe(4 * 3 * (2 * 5 + tape));
    expect(run("adam")).toBe(4 * 3 * (2 * 5 + 2 * 2 * 5 + tape));
  });

  it("counts a tape that grows with cell, units, steps and sequences", () => {
    const work: Workload = { ...scalar, cell: "lstm", hidden: 2, unroll: 10, sequences: 4 };
    const parameters = 4 * 2 * (1 + 2 + 1) + 2 + 1;
    expect(networkBytes(work)).toBe(4 * (parameters + 2 * 4 * 10 * 2 * (2 + 4)));
  });
});

it("a count that forgets a cell's gates, or its way back, is another one (control)", () => {
  const lstm: Workload = { ...scalar, cell: "lstm", hidden: 32, unroll: 50 };
  expect(forwardOperations(lstm)).not.toBe(forwardOperations({ ...lstm, cell: "gru" }));
  expect(networkOperations(lstm)).toBeGreaterThan(2.2 * forwardOperations(lstm));
});
