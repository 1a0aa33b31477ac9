// Controls: each sabotaged shader must be caught by the very comparison that the pair tests make.

import { expect, test } from "vitest";
import { alwaysRunning } from "../../src/engine/engine.ts";
import { planFor } from "../pairs/engines.ts";
import { smallGradient as spec, tileFailures } from "../pairs/gradientFaults.ts";
import { openEngine, sabotaged } from "./adapter.ts";

const sabotages: readonly [what: string, path: string, passage: string, replacement: string][] = [
  ["a dropped factor of the loss's derivative", "readout.wgsl", "2.0 / f32(BATCH", "1.0 / f32(BATCH"],
  [
    "an off-by-one state in the recurrent gradient",
    "backward.wgsl",
    "before = networkState(t - 1u)",
    "before = networkState(t)",
  ],
  ["a recurrent matrix that is not transposed", "network.wgsl", "WEIGHT_HH_AT", "WEIGHT_HH_TRANSPOSED_AT"],
  [
    "a bias that is counted for one sequence only",
    "backward.wgsl",
    "dot(delta.input[q], liftBias.terms)",
    "delta.input[q].x",
  ],
  ["today's price shown a day early", "tasks/prices.wgsl", "t == unroll", "t + 1u == unroll"],
  [
    "a power of two lost between steps",
    "exchange/units.wgsl",
    "return Scaled4(mantissa, agreed)",
    "return Scaled4(mantissa, own.exponent)",
  ],
];

for (const [what, path, passage, replacement] of sabotages) {
  test(`${what} is caught`, async () => {
    const engine = await openEngine(sabotaged(path, passage, replacement));
    expect(await tileFailures(engine, spec)).toBeGreaterThan(0);
    engine.close();
  });
}

test("the shaders as they are pass the comparison of the controls", async () => {
  expect(await tileFailures(await openEngine(), spec)).toBe(0);
});

test("results without their canaries are refused", async () => {
  const engine = await openEngine(sabotaged("finish.wgsl", "CANARY ^ network.place", "CANARY"));
  const axis = { param: "init.recurrent.gain", from: 0, to: 1, count: 3 };
  const plan = planFor(engine, { ...spec, axes: [axis] });
  await expect(engine.run(plan, { ...plan.tiles[0], count: [3, 1] }, alwaysRunning)).rejects.toThrow(
    "canary",
  );
  engine.close();
});

test("a WGSL mistake is reported with its file and line", async () => {
  const engine = await openEngine(
    sabotaged("cells/rnn.wgsl", "let preExponent =", "let preExponent = nonsense +"),
  );
  await expect(engine.inspect(spec, 0)).rejects.toThrow(/shaders\/cells\/rnn\.wgsl:\d+/);
  engine.close();
});
