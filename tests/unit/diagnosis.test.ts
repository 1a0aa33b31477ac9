// The inspector's one sentence: every kind of ending gets its own, from what was measured, and odd runs get a true one too.

import { describe, expect, it } from "vitest";
import { diagnosis } from "../../src/app/inspector/story/diagnosis.ts";
import { type Facts, factsOf } from "../../src/app/inspector/story/facts.ts";
import { notes } from "../../src/app/inspector/story/notes.ts";
import type { OutcomeName } from "../../src/model/training/outcome.ts";
import { inspect, sound } from "./draw.ts";

const constant = (value: number) => ({ kind: "constant", value });

/** The scalar network of the notes with a feedback weight, trained. */
const scalar = (weight: number, rest: object = {}, input = 1, bias = 0) => ({
  mode: "training",
  model: { activation: "tanh", hidden: 1 },
  task: { unroll: 5 },
  init: { recurrent: constant(weight), input: constant(input), readout: constant(1), bias },
  ...rest,
});

async function factsFor(spec: object): Promise<Facts> {
  const parsed = sound(spec);
  const inspection = await inspect(parsed);
  if (inspection.training === undefined) throw new Error("the test's spec is not in mode training");
  return factsOf(parsed, inspection, inspection.training);
}

interface Case {
  readonly title: string;
  readonly spec: object;
  readonly outcome: OutcomeName;
  readonly says: readonly RegExp[];
}

const cases: Case[] = [
  {
    title: "a vanishing gradient: how fast, what is left, and how little training moved",
    spec: scalar(0.41, {
      model: { activation: "identity", hidden: 1 },
      task: { unroll: 50 },
      training: { steps: 500 },
    }),
    outcome: "stalled",
    says: [
      /^The gradient shrank 0\.41× per step back in time: after 50 steps nothing of the first day was left; 500 training steps moved the feedback weight by 0\.0039\.$/,
    ],
  },
  {
    title: "an explosion: how large the gradient, how far the first update went, and when it was over",
    spec: scalar(1.5, {
      model: { activation: "relu", hidden: 1 },
      task: { unroll: 12, between: "hold" },
      training: { steps: 300, learningRate: 2 },
    }),
    outcome: "diverged",
    says: [
      /^Diverged: the gradient grew 1\.5× per step back in time, to 130 times its size after 12 steps; the gradient’s norm reached 416000 at step 1, the first update moved the parameters by \S+, and after 7 updates the loss was \S+, over a million times its start\.$/,
    ],
  },
  {
    title: "an explosion before the first update",
    spec: scalar(2, {
      model: { activation: "identity", hidden: 1 },
      task: { unroll: 200 },
      training: { steps: 50 },
    }),
    outcome: "diverged",
    says: [/before the first update/, /grew 2× per step/, /norm of 10\^122 is past the limit of 2\^60/],
  },
  {
    title: "bouncing: between which losses, and the best before",
    spec: scalar(-0.5, { training: { steps: 300, learningRate: 0.77, targetLoss: 0.0001 } }),
    outcome: "bouncing",
    says: [
      /^Bouncing: in the last 30 steps the loss swung between 0\.\d+ and 0\.\d+ without getting 1 % below its earlier best of 0\.\d+: the steps are too large\.$/,
    ],
  },
  {
    title: "a ReLU that was dead from the start",
    spec: scalar(1, { model: { activation: "relu", hidden: 1 }, training: { steps: 60 } }, -1),
    outcome: "stalled",
    says: [/^Dead: .* as it was from the start, so no gradient passes; 60 training steps .* by 0\.$/],
  },
  {
    title: "a ReLU that training killed",
    spec: scalar(1.5, {
      model: { activation: "relu", hidden: 1 },
      task: { unroll: 10, between: "hold" },
      training: { steps: 300, learningRate: 0.13335, clipNorm: 100 },
    }),
    outcome: "stalled",
    says: [/^Dead: .* which it was not before training/],
  },
  {
    title: "saturation, with the share of the states",
    spec: scalar(3, { training: { steps: 300 } }, 3, 2),
    outcome: "stalled",
    says: [/^Saturated: 90 % of the states sit where tanh is nearly flat, and the gradient shrank/],
  },
  {
    title: "convergence, with its step",
    spec: scalar(-0.5, { training: { steps: 300, learningRate: 0.3, targetLoss: 0.03 } }),
    outcome: "converged",
    says: [/^Trained: after 10 of 300 steps the loss had come down from 0\.148 to the target of 0\.03;/],
  },
  {
    title: "a target that was met before any training",
    spec: scalar(-0.5, { training: { steps: 3, targetLoss: 3 } }),
    outcome: "converged",
    says: [
      /^Nothing had to be learned: the untrained network’s loss of 0\.148 already meets the target of 3\.$/,
    ],
  },
  {
    title: "an unfinished run, with what its last steps still brought",
    spec: scalar(-0.5, { training: { steps: 100, learningRate: 0.01, targetLoss: 0.0001 } }),
    outcome: "unfinished",
    says: [
      /^Not there yet: .* from 0\.148 to 0\.0359 in 100 steps and still fell by 1\.57 % in the last 10;/,
    ],
  },
  {
    title: "a single step at T = 1, without a word about further ones",
    spec: scalar(0.5, { task: { unroll: 1 }, training: { steps: 1 } }),
    outcome: "unfinished",
    says: [/^Not there yet: .* in one step; the target is 0\.001\.$/],
  },
  {
    title: "a known plateau that no vanishing gradient explains",
    spec: scalar(0.5, {
      model: { activation: "identity", hidden: 1 },
      task: { unroll: 1 },
      training: { steps: 1000 },
    }),
    outcome: "stalled",
    says: [
      /^On a plateau: .* within 1 % of 0\.0625, the loss of the best straight line through today’s price, yet the gradient does not vanish on its way back \(0\.5 of its size arrives after the only step\)/,
    ],
  },
  {
    title: "a readout of zero, which sends nothing back",
    spec: scalar(1, {
      init: { recurrent: constant(1), input: constant(1), readout: constant(0) },
      training: { steps: 20, learningRate: 0 },
    }),
    outcome: "stalled",
    says: [/^No gradient is sent back at all: the last state does not change the loss; 20 training steps/],
  },
  {
    title: "a network of several units, by the share of its weights that moved",
    spec: {
      mode: "training",
      model: { activation: "tanh", hidden: 4 },
      task: { unroll: 30, cases: "everHigh" },
      init: { recurrent: { kind: "orthogonal", gain: 0.4 } },
      training: { steps: 600, learningRate: 0.02, optimizer: "adam" },
    },
    outcome: "stalled",
    says: [
      /after 30 steps nothing of the first day was left; .* moved the recurrent weights by \S+ % of their size/,
    ],
  },
];

describe("the diagnosis tells", () => {
  it.each(cases)("$title", async ({ spec, outcome, says }) => {
    const facts = await factsFor(spec);
    expect(facts.outcome).toBe(outcome);
    for (const words of says) expect(diagnosis(facts)).toMatch(words);
    // No number may come out as none, and no sentence as two halves.
    expect([diagnosis(facts), ...notes(facts)].join(" ")).not.toMatch(/NaN|undefined|null|; ;|\.\./);
  });

  it("every case by a sentence that fits no other one (control)", async () => {
    const sentences = await Promise.all(cases.map(async ({ spec }) => diagnosis(await factsFor(spec))));
    for (const [i, { says }] of cases.entries()) {
      const fitting = sentences.filter((sentence) => says.every((words) => words.test(sentence)));
      expect(fitting).toEqual([sentences[i]]);
    }
  });

  it("numbers that change when the run changes (control)", async () => {
    const [a, b] = await Promise.all(
      [0.41, 0.42].map((weight) =>
        factsFor(
          scalar(weight, {
            model: { activation: "identity", hidden: 1 },
            task: { unroll: 50 },
            training: { steps: 500 },
          }),
        ),
      ),
    );
    expect(diagnosis(b)).toContain("0.42×");
    expect(diagnosis(a)).not.toBe(diagnosis(b));
  });
});

describe("the notes beside it", () => {
  it("count the clipped updates as the gradient norms tell them", async () => {
    const facts = await factsFor(scalar(-0.5, { training: { steps: 50, clipNorm: 0.2 } }));
    const inspection = await inspect(facts.spec);
    const over = inspection.training?.gradientNorm.filter((norm) => norm > 0.2).length ?? 0;
    expect(over).toBeGreaterThan(0);
    expect(over).toBeLessThan(50);
    expect(notes(facts).join(" ")).toContain(`${over} of 50 updates were made from a gradient clipped`);
  });

  it("say “it learned to remember” below 0.125 only, and never by rounding", async () => {
    const facts = await factsFor({
      mode: "training",
      model: { activation: "tanh", hidden: 8 },
      task: { unroll: 5, cases: "everHigh" },
      init: { recurrent: { kind: "orthogonal", gain: 1 } },
      training: { optimizer: "adam", learningRate: 0.01, steps: 200, targetLoss: 0.01 },
    });
    expect(facts.bestLoss).toBeLessThan(0.12);
    expect(notes(facts).join(" ")).toContain("learned to remember");
    expect(notes({ ...facts, bestLoss: 0.12499 }).join(" ")).not.toContain("learned to remember");
  });
});
