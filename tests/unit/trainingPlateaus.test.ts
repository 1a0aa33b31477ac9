// What can be learnt of the price tasks, and what cannot: the plateaus that the design states, reached by training.

import { describe, expect, it } from "vitest";
import { BY_HAND, PLATEAU } from "./bounds.ts";
import { scalarRun, told } from "./story.ts";

const run = { optimizer: "adam", learningRate: 0.02, steps: 1500, targetLoss: 1e-5 };
const bestOf = async (cases: string, activation: string, unroll: number) =>
  (await told(scalarRun(1, run, { unroll, task: { cases }, activation }))).metrics.bestLoss ?? Number.NaN;

// Thousands of updates take seconds on a busy machine.
const SLOW = { timeout: 30_000 };

describe("everHigh", SLOW, () => {
  it("is not learnt below 0.125 by a network that sees today only", async () => {
    for (const activation of ["tanh", "relu", "identity"]) {
      const best = await bestOf("everHigh", activation, 1);
      expect(best, activation).toBeGreaterThan(0.125 - BY_HAND);
      expect(best, activation).toBeLessThan(0.125 + PLATEAU);
    }
  });

  it("is not learnt below 0.0625 by a linear network that sees both days", async () => {
    const best = await bestOf("everHigh", "identity", 2);
    expect(best).toBeGreaterThan(0.0625 - BY_HAND);
    expect(best).toBeLessThan(0.0625 + PLATEAU);
  });

  it("is learnt by one that remembers and bends (control)", async () => {
    expect(await bestOf("everHigh", "tanh", 5)).toBeLessThan(0.01);
  });
});

describe("the notes' cases", SLOW, () => {
  it("can be solved from today's price alone", async () => {
    expect(await bestOf("notes", "tanh", 1)).toBeLessThan(0.001);
    // Control: not by a line, for 0, 0.5 and 1 are to become 0, 1 and 1.
    expect(await bestOf("notes", "identity", 1)).toBeGreaterThan(0.01);
  });
});
