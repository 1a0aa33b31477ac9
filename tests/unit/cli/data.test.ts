// `inspect --data`: what is printed is enough for a program of one's own to come to the same loss and gradient.

import { join } from "node:path";
import { expect, it } from "vitest";
import { COMPLEX_STEP } from "../bounds.ts";
import { backward, lossOf, type PlainNetwork } from "../plainNetwork.ts";
import { command, fileWith, folder } from "./command.ts";

const TIMEOUT = 60_000;
const parameters = {
  weight_ih: [
    [0.5, -0.3],
    [0.2, 0.7],
  ],
  weight_hh: [
    [0.6, -0.4],
    [0.3, 0.8],
  ],
  bias: [0.1, -0.1],
  weight_out: [[1, -0.5]],
  bias_out: [0.2],
};
const spec = {
  model: { hidden: 2 },
  task: { kind: "adding", unroll: 9, batch: 5, testBatch: 3 },
  init: { kind: "explicit", parameters },
};

it("prints the data from which another program computes the same loss and gradient", {
  timeout: TIMEOUT,
}, async () => {
  const at = folder();
  const { code, stdout, stderr } = await command(["inspect", fileWith(join(at, "a.json"), spec), "--data"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const { loss, gradient, data } = JSON.parse(stdout);
  expect(Object.keys(data)).toEqual(["inputs", "targets", "lengths", "test"]);
  expect(data.lengths).toEqual([9, 9, 9, 9, 9]);
  expect(data.test.inputs).toHaveLength(3);
  const network: PlainNetwork = {
    activation: "tanh",
    ...parameters,
    inputs: data.inputs,
    targets: data.targets,
    initial: new Array(5).fill([0, 0]),
  };
  expect(Math.abs(lossOf(network) - loss)).toBeLessThan(COMPLEX_STEP);
  const distance = (other: PlainNetwork) =>
    Math.max(
      ...backward(other)
        .weight_hh.flat()
        .map((x, i) => Math.abs(x - gradient.weight_hh.flat()[i])),
    );
  expect(distance(network)).toBeLessThan(COMPLEX_STEP);
  // Control: the test's sequences give another gradient.
  const other = { ...network, inputs: data.test.inputs, targets: data.test.targets };
  expect(distance(other)).toBeGreaterThan(COMPLEX_STEP);
});

it("prints lengths and initial states where there are some, and no data without being asked", {
  timeout: TIMEOUT,
}, async () => {
  const at = folder();
  const ragged = {
    model: { hidden: 1 },
    task: {
      kind: "explicit",
      inputs: [[[1], [2], [3]], [[4]]],
      targets: [[5], [6]],
      initialState: { h: [[0.5], [0.25]] },
    },
  };
  const file = fileWith(join(at, "ragged.json"), ragged);
  const [asked, not] = await Promise.all([command(["inspect", file, "--data"]), command(["inspect", file])]);
  expect(JSON.parse(asked.stdout).data).toEqual({
    inputs: [
      [[1], [2], [3]],
      [[4], [0], [0]],
    ],
    targets: [[5], [6]],
    lengths: [3, 1],
    initialState: { h: [[0.5], [0.25]] },
  });
  expect(Object.keys(JSON.parse(not.stdout))).not.toContain("data");
  const wrong = await command(["inspect", file, "--data=yes"]);
  expect(wrong).toMatchObject({ code: 2, stdout: "" });
  expect(wrong.stderr).toContain('--data: given "yes"; allowed: nothing: it is a switch');
});
