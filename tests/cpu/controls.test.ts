// Controls of mode gradient: each fault in the kernels must be caught by the very comparison that the pair tests make.

import { expect, test } from "vitest";
import type { SweepSpec } from "../../src/sweep/spec.ts";
import { specOf } from "../pairs/engines.ts";
import { pulse } from "../pairs/extremes.ts";
import { gradientFailures, smallGradient as small } from "../pairs/gradientFaults.ts";
import { engineOn, sabotaged, sources } from "./engine.ts";

/** So wide that rows and columns go in blocks of eight, and so long that δ of several steps wait together twice. */
const wide = specOf({ model: { hidden: 17 }, task: { unroll: 19 }, init: { bias: 0.1 }, seed: 3 });
/** Gradients and states that leave float32's range on their way. */
const dying = pulse("tanh", 0.25, 60, 2);
const growing = pulse("relu", 4, 100, 2);
/** Pre-activations at which 4 e^(−2|a|) leaves it in a single step. */
const saturated = pulse("tanh", 50, 40, 2);
const briefly = pulse("tanh", 50, 5, 2);
const three = specOf({
  model: { hidden: 3 },
  task: { kind: "adding", unroll: 4, batch: 3 },
  init: { bias: 0.2 },
});
/** Sequences of different lengths, two of one step. */
const ragged = specOf({
  model: { hidden: 3 },
  init: { bias: 0.2 },
  task: {
    kind: "explicit",
    inputs: [[[1], [0.5], [-1], [2]], [[0.3]], [[-1], [1]], [[2]], [[0.1], [0.2], [0.3]]],
    targets: [[1], [0], [0.5], [1], [-1]],
    initialState: { h: [0, 1, 2, 3, 4].map((b) => [0.3 * b, -0.2 * b, 0.5]) },
  },
});

const sabotages: readonly [
  what: string,
  spec: SweepSpec,
  path: string,
  passage: string,
  replacement: string,
][] = [
  [
    "a dropped factor of the loss's derivative",
    small,
    "readout.ts",
    "2.0 / <f64>(batch",
    "1.0 / <f64>(batch",
  ],
  [
    "an off-by-one state in the recurrent gradient",
    small,
    "forward.ts",
    "before + V, v128.load(before), tapeRow,",
    "now + V, v128.load(now), tapeRow,",
  ],
  [
    "a recurrent matrix taken transposed",
    small,
    "passage.ts",
    "(row * columns + j) * 4",
    "(j * columns + row) * 4",
  ],
  ["δ that still wait at the end and are not added", small, "gradient.ts", "addWaiting(slot, tapeRow);", ""],
  ["waiting δ that meet the states of later steps", wide, "passage.ts", "h -= back;", "h += back;"],
  [
    "δ that are forgotten when eight of them wait",
    wide,
    "accumulator.ts",
    "if (count == WAITING) addWaiting(slot, back);",
    "if (count == WAITING) store<i32>(slot + slotWaitingCount, 0);",
  ],
  [
    "a row of a block of eight that is another one",
    wide,
    "passage.ts",
    "v128.store(out, s7, 112);",
    "v128.store(out, s6, 112);",
  ],
  ["a column of a block of four that is left out", wide, "passage.ts", "b3 = madd(two, h3, b3);", ""],
  [
    "a lane dropped where a gradient's lanes come together",
    small,
    "finish.ts",
    "return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);",
    "return f32x4.extract_lane(pairs, 0);",
  ],
  [
    "a lane dropped from the sums over the batch",
    small,
    "total.ts",
    "f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1), exponent",
    "f64x2.extract_lane(both, 0), exponent",
  ],
  [
    "the padding of a batch counted as a sequence",
    three,
    "readout.ts",
    "f32x4.mul(f32x4.sub(y, target), mask)",
    "f32x4.sub(y, target)",
  ],
  ["today's price shown a day late", small, "data.ts", "+ t - 1)", "+ max(t - 2, 0))"],
  [
    "an exponent lost when the gradient is scaled",
    dying,
    "forward.ts",
    "i32x4.add(v128.load(slot + slotCarryExponent), shift)",
    "v128.load(slot + slotCarryExponent)",
  ],
  [
    "a state whose power of two is not followed",
    growing,
    "cells/rnn.ts",
    "v128.store(slot + slotStateExponent, after);",
    "",
  ],
  [
    "a saturated network kept in the plain half",
    saturated,
    "cells/rnn.ts",
    "LARGEST_PLAIN: f32 = 25",
    "LARGEST_PLAIN: f32 = 1e30",
  ],
  [
    "a slope taken as 1 − h² where units are saturated",
    saturated,
    "activations/tanh.ts",
    "    f32x4.div(f32x4.mul(mantissa, f32x4.splat(4)), f32x4.mul(onePlus, onePlus)),\n    exponent,",
    "    f32x4.sub(f32x4.splat(1), f32x4.mul(tanh, tanh)),\n    i32x4.splat(0),",
  ],
  [
    "δ of the scaled half that are not added at the end",
    briefly,
    "scaledGradient.ts",
    "addWaiting(slot, tapeStep);",
    "",
  ],
  [
    "an exponent of the scaled half lost",
    saturated,
    "scaled.ts",
    "exponentSum(exponent, shift));",
    "exponent);",
  ],
  [
    "an iteration of the Jacobian too few",
    small,
    "jacobian.ts",
    "steps = min(size, MOST_STEPS);",
    "steps = 1;",
  ],
  [
    "a row of the tangents left out",
    small,
    "forward.ts",
    "timesBlocked(slot + slotBlocked, blockedRows(), hidden, carry, products);",
    "timesBlocked(slot + slotBlocked, blockedRows(), hidden, carry, products); v128.store(products, f32x4.splat(0));",
  ],
  [
    "sequences that go on after their end",
    ragged,
    "forward.ts",
    "if (hasLengths) stay(slot, before, now, isActive(group, t));",
    "",
  ],
  ["gradients of steps that a sequence does not have", ragged, "forward.ts", "hush(toInput, active);", ""],
  [
    "the Jacobian of steps that a sequence does not have",
    ragged,
    "forward.ts",
    "v128.bitselect(v128.load(toInput + at), v128.load(carry + at), active)",
    "v128.load(toInput + at)",
  ],
];

test("the kernels as they are, compiled as the faulty ones are, pass all comparisons of the controls", async () => {
  const engine = await engineOn(sources);
  for (const spec of new Set(sabotages.map(([, each]) => each))) {
    expect(await gradientFailures(engine, spec)).toBe(0);
  }
  engine.close();
});

test.each(sabotages)("%s is caught", async (_, spec, path, passage, replacement) => {
  const engine = await engineOn(sabotaged(path, passage, replacement));
  expect(await gradientFailures(engine, spec)).toBeGreaterThan(0);
  engine.close();
});

test("a passage that is not there is no control", () => {
  expect(() => sabotaged("readout.ts", "no such passage", "")).toThrow(RangeError);
  expect(() => sabotaged("nowhere.ts", "", "")).toThrow(RangeError);
});

test("a fault that does not compile is reported with its file and line", async () => {
  await expect(
    engineOn(sabotaged("readout.ts", "let squares = ", "let squares = nonsense + ")),
  ).rejects.toThrow(/nonsense[\s\S]*readout\.ts\(\d+,\d+\)/);
});
