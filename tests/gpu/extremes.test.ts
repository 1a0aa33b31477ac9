// Magnitudes that no float32 holds, on the GPU.

import { expect, test } from "vitest";
import { ReferenceEngine } from "../../src/engine/reference.ts";
import { differences, failures } from "../pairs/compare.ts";
import { constantWeights } from "../pairs/constantWeights.ts";
import { extremes, pulse } from "../pairs/extremes.ts";
import { openEngine, sabotaged } from "./adapter.ts";

extremes(openEngine);
constantWeights(openEngine, [8, 16]);

test("control: a derivative taken as 1 − h² is caught where the unit is saturated", async () => {
  const wrong = await openEngine(
    sabotaged(
      "activations/tanh.wgsl",
      "Scaled4(4.0 * scaledE.mantissa / (onePlus * onePlus), scaledE.exponent),",
      "Scaled4(1.0 - value * value, vec4i(0)),",
    ),
  );
  const spec = pulse("tanh", 50, 200);
  expect(
    failures(differences(await wrong.inspect(spec, 0), await new ReferenceEngine().inspect(spec, 0))).length,
  ).toBeGreaterThan(0);
  wrong.close();
});
