// How alive a network's units are: dead ReLUs and saturated units, counted in networks made so by hand.

import { describe, expect, it } from "vitest";
import { SATURATED_SLOPE } from "../../src/model/activity.ts";
import { inspect } from "./draw.ts";
import { told } from "./story.ts";

/** Units without recurrence: every step's pre-activation of unit i is weights[i] · x_t + biases[i]. */
function units(activation: string, weights: number[], biases: number[], inputs: number[][]): object {
  return {
    model: { activation, hidden: weights.length },
    task: {
      kind: "explicit",
      inputs: inputs.map((row) => row.map((x) => [x])),
      targets: inputs.map(() => [0]),
    },
    init: {
      kind: "explicit",
      parameters: {
        weight_ih: weights.map((w) => [w]),
        weight_hh: weights.map(() => weights.map(() => 0)),
        bias: biases,
        weight_out: [weights.map(() => 1)],
      },
    },
  };
}

describe("the activity of a network", () => {
  it("counts the ReLUs that are off at every step of every sequence, and no others", async () => {
    // Unit 0 is always off, unit 1 on at one step of one sequence, unit 2 always on, unit 3 exactly at its corner.
    const spec = units(
      "relu",
      [1, 1, 1, 0],
      [-10, -1, 10, 0],
      [
        [0, 0.5, 1],
        [0, 2, -3],
      ],
    );
    expect((await inspect(spec)).activity).toEqual({ deadUnits: 2 / 4, saturated: 0 });
    // Control: where that one step is off as well, the unit counts as dead.
    const darker = units(
      "relu",
      [1, 1, 1, 0],
      [-10, -1, 10, 0],
      [
        [0, 0.5, 1],
        [0, 1, -3],
      ],
    );
    expect((await inspect(darker)).activity?.deadUnits).toBe(3 / 4);
  });

  it("counts the steps at which a tanh or sigmoid passes under a twentieth of what it can", async () => {
    // tanh' = 1 − tanh² falls below 0.05 past |a| = artanh √0.95; sigmoid' below 0.05/4 past 2 artanh √0.95.
    const edge = Math.atanh(Math.sqrt(1 - SATURATED_SLOPE));
    for (const [activation, factor] of [
      ["tanh", 1],
      ["sigmoid", 2],
    ] as const) {
      const at = edge * factor;
      const spec = units(
        activation,
        [1, -1],
        [0, 0],
        [[0.999 * at, 1.001 * at, -0.999 * at, -1.001 * at, 0]],
      );
      expect((await inspect(spec)).activity).toEqual({ deadUnits: 0, saturated: 4 / 10 });
    }
  });

  it("takes a tanh far out for saturated, not for dead: its slope is small, not nothing", async () => {
    const spec = units("tanh", [1], [0], [[40, -400, 1e9]]);
    expect((await inspect(spec)).activity).toEqual({ deadUnits: 0, saturated: 1 });
  });

  it("is always full for a linear network", async () => {
    expect((await inspect(units("identity", [1], [0], [[0, 1e9]]))).activity).toEqual({
      deadUnits: 0,
      saturated: 0,
    });
  });

  it("is told before and after training: a step that is too long kills a ReLU", async () => {
    const task = { kind: "explicit", inputs: [[[1]]], targets: [[-1]] };
    const parameters = { weight_ih: [[1]], weight_hh: [[0]], weight_out: [[1]] };
    const { activity, training } = await told({
      mode: "training",
      model: { activation: "relu" },
      task,
      init: { kind: "explicit", parameters },
      training: { learningRate: 0.5, steps: 1 },
    });
    // y = 1 against −1: ∂L/∂w_ih = ∂L/∂b = 4, so the pre-activation goes from 1 to 1 − 2 · 0.5 · 4.
    expect(training.parameters.weight_ih).toEqual([[-1]]);
    expect([activity?.deadUnits, training.after.activity?.deadUnits]).toEqual([0, 1]);
    // A dead network's gradient for everything before the readout is exactly zero.
    expect(training.after.logGradientNorm.input).toBe(Number.NEGATIVE_INFINITY);
  });
});
