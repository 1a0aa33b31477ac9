// Controls of the cells with gates, in mode gradient and in training: each fault must be caught as the pair tests catch it.

import { expect, test } from "vitest";
import type { CellName } from "../../src/model/cells/index.ts";
import { specOf } from "../pairs/engines.ts";
import { gradientFailures } from "../pairs/gradientFaults.ts";
import { trainingFailures } from "../pairs/trainingFaults.ts";
import { trainingSpec } from "../pairs/trainingRuns.ts";
import { engineOn, sabotaged, scaledSources } from "./engine.ts";

/** Two units, sequences of different lengths, and b_hn that is not 0. */
function spec(cell: CellName) {
  const gates = cell === "lstm" ? 4 : 3;
  const rows = Array.from({ length: 2 * gates }, (_, i) => Math.sin(1 + i));
  return specOf({
    model: { cell, hidden: 2 },
    init: {
      kind: "explicit",
      parameters: {
        weight_ih: rows.map((x) => [x]),
        weight_hh: rows.map((x, i) => [0.7 * x, Math.cos(i)]),
        bias: rows.map((x) => 0.5 * x),
        ...(cell === "gru" ? { bias_hn: [0.4, -0.6] } : {}),
        weight_out: [[1, -0.8]],
      },
    },
    task: {
      kind: "explicit",
      inputs: [[[1], [0.5], [-1], [2]], [[0.3]], [[-1], [1]], [[2], [1]], [[0.1], [0.2], [0.3]]],
      targets: [[1], [0], [0.5], [1], [-1]],
    },
  });
}
const forgetful = specOf({
  model: { cell: "lstm", hidden: 2 },
  task: { unroll: 6 },
  init: { bias: 0.2, forgetBias: 3 },
});
const specs = { gru: spec("gru"), lstm: spec("lstm"), forgetful };

/** In the scaled half, by which all networks go here. */
const faults: readonly (readonly [what: string, keyof typeof specs, path: string, string, string])[] = [
  [
    "a forget gate left out of c",
    "lstm",
    "cells/lstm.ts",
    "times(one, f, cBefore);",
    "times(one, i, cBefore);",
  ],
  [
    "a forget gate left out of c's gradient",
    "lstm",
    "cells/lstm.ts",
    "times(direct + part, dc, f);",
    "times(direct + part, dc, i);",
  ],
  [
    "a forget gate left out of the tangent",
    "lstm",
    "cells/lstm.ts",
    "times(one, f, tangent + part);",
    "times(one, i, tangent + part);",
  ],
  [
    "gates in another order of rows",
    "lstm",
    "cells/lstm.ts",
    "tanhWithSlope(kept + 2 * stride, g, gSlope);\n  sigmoidSides(kept + 3 * stride, o, rest);",
    "tanhWithSlope(kept + 3 * stride, g, gSlope);\n  sigmoidSides(kept + 2 * stride, o, rest);",
  ],
  [
    "the forget bias on the wrong gate",
    "forgetful",
    "network.ts",
    "const forget = atBias + hidden;",
    "const forget = atBias;",
  ],
  [
    "a reset gate left out of the recurrent gradient",
    "gru",
    "cells/gru.ts",
    "times(toRecurrent + 2 * stride, toN, r);",
    "times(toRecurrent + 2 * stride, toN, rRest);",
  ],
  ["an update gate taken the other way", "gru", "cells/gru.ts", "times(one, zRest, n);", "times(one, z, n);"],
  [
    "an update gate left out of the tangent",
    "gru",
    "cells/gru.ts",
    "times(one, z, tangent);",
    "times(one, zRest, tangent);",
  ],
  ["a b_hn that is not read", "gru", "network.ts", "scale(slot, base, atBiasHn, atOut, 1);", ""],
  [
    "gradients of steps that a sequence does not have",
    "gru",
    "scaledPass.ts",
    "hush(deltaPairs, active);",
    "",
  ],
  [
    "a state that goes on after its sequence",
    "lstm",
    "scaledPass.ts",
    "choose(state, state, directPairs, active);",
    "",
  ],
  [
    "δ that still wait at the end and are not added",
    "lstm",
    "scaledGradient.ts",
    "addWaiting(slot, tapeStep);",
    "",
  ],
];

const trained = {
  gru: trainingSpec({
    model: { cell: "gru", hidden: 2 },
    task: { unroll: 5 },
    init: { bias: 0.3 },
    training: { learningRate: 0.2, steps: 15 },
  }),
  lstm: trainingSpec({
    model: { cell: "lstm", hidden: 2 },
    task: { unroll: 5 },
    init: { bias: 0.3, forgetBias: 1 },
    training: { learningRate: 0.2, steps: 15 },
  }),
};
const trainingFaultList: readonly (readonly [string, keyof typeof trained, path: string, string, string])[] =
  [
    [
      "the cell's own path left out",
      "lstm",
      "cells/lstm.ts",
      "v128.store(direct + bytes + u, f32x4.mul(dc, v128.load(f)));",
      "v128.store(direct + bytes + u, f32x4.splat(0));",
    ],
    [
      "a forget gate left out of c",
      "lstm",
      "cells/lstm.ts",
      "f32x4.mul(v128.load(f), v128.load(before + bytes + u))",
      "v128.load(before + bytes + u)",
    ],
    [
      "∂L/∂c of the group before",
      "lstm",
      "gradient.ts",
      "if (parts == 2) memory.fill(",
      "if (parts == 3) memory.fill(",
    ],
    ["a wrong share of the candidate", "gru", "cells/gru.ts", "f32x4.div(zSlope, zValue)", "zSlope"],
    [
      "a reset gate left out of the recurrent gradient",
      "gru",
      "cells/gru.ts",
      "f32x4.mul(toN, v128.load(r))",
      "toN",
    ],
  ];

test("the kernels as they are, compiled as the faulty ones are, pass all comparisons of the controls", async () => {
  const engine = await engineOn(scaledSources);
  for (const each of Object.values(specs)) expect(await gradientFailures(engine, each)).toBe(0);
  for (const each of Object.values(trained)) expect(await trainingFailures(engine, each)).toBe(0);
  engine.close();
});

test.each(faults)("%s (%s) is caught", async (_, which, path, passage, replacement) => {
  const engine = await engineOn(sabotaged(path, passage, replacement, scaledSources));
  expect(await gradientFailures(engine, specs[which])).toBeGreaterThan(0);
  engine.close();
});

test.each(trainingFaultList)(
  "in training %s (%s) is caught",
  async (_, which, path, passage, replacement) => {
    const engine = await engineOn(sabotaged(path, passage, replacement));
    expect(await trainingFailures(engine, trained[which])).toBeGreaterThan(0);
    engine.close();
  },
);
