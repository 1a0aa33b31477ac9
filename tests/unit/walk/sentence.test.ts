// What the inspector says of a step of the walk: every number in it is one of the walk's, and what it blames is what did it.

import { describe, expect, it } from "vitest";
import { percentText } from "../../../src/app/inspector/walk/percent.ts";
import { stripPixels } from "../../../src/app/inspector/walk/stripPixels.ts";
import { walkSentence } from "../../../src/app/inspector/walk/walkSentence.ts";
import {
  entriesOf,
  entryText,
  refusalOf,
  withEntry,
} from "../../../src/app/inspector/walk/weights/entries.ts";
import { sweepAround } from "../../../src/app/inspector/walk/weights/sweepAround.ts";
import { walkStep } from "../../../src/model/walk/walkStep.ts";
import { explicitInit } from "../../../src/sweep/init.ts";
import { sizesOf } from "../../../src/sweep/point.ts";
import { sound } from "../draw.ts";
import { walked } from "./walked.ts";

const explicit = (activation: string, weight: number[][], inputs: number[], targets = [[1e3]]) => ({
  model: { activation },
  task: { kind: "explicit", inputs: [inputs.map((x) => [x])], targets },
  init: {
    kind: "explicit",
    parameters: {
      weight_ih: weight.map((_, i) => [i === 0 ? 1 : 0]),
      weight_hh: weight,
      weight_out: [weight.map(() => 1)],
    },
  },
});

async function told(input: unknown, t: number, sequence: number | null = null): Promise<string> {
  return walkSentence({ spec: sound(input), ...(await walked(input, sequence)) }, t);
}

describe("the sentence about one step of the walk", () => {
  it("names the factor and the feedback weight of a single unit", async () => {
    expect(await told(explicit("identity", [[0.4]], [1, 0, 0]), 2)).toBe(
      "From step 2 back to step 1 the gradient shrank to 0.4 of its size: the unit lets φ′ = 1 of it through; the feedback weight weight_hh[0][0] = 0.4 multiplies what is left.",
    );
    expect(await told(explicit("identity", [[-3]], [1, 0, 0]), 1)).toMatch(
      /^From step 1 back to the start the gradient grew to 3 times its size/,
    );
    expect(await told(explicit("identity", [[-1]], [1, 0, 0]), 3)).toMatch(/the gradient kept its size/);
  });

  it("blames the unit that is saturated, and only where it holds the gradient", async () => {
    // Unit 0 sees an input of 5 and sits at its limit; unit 1 is fed by unit 0 alone.
    const weight = [
      [0.2, 0],
      [0.5, 0],
    ];
    const input = explicit("tanh", weight, [0, 5, 0]);
    const step = walkStep((await walked(input)).walk, 2);
    expect(step.units[0]).toMatchObject({ unit: 0, arriving: expect.closeTo(1, 12) });
    expect(await told(input, 2)).toContain(
      "unit 0, which held 100 % of it, is saturated (φ′ = 0.00018) and lets almost nothing through; the strongest way back",
    );
    const open = explicit("tanh", weight, [0, 0.1, 0]);
    expect(await told(open, 2)).not.toContain("saturated (φ′");
  });

  it("says what is lost, and where", async () => {
    const input = explicit("relu", [[-1]], [1, 0, 0]);
    expect(await told(input, 3)).toBe(
      "From step 3 back to step 2 the gradient was lost entirely: the unit is shut (φ′ = 0).",
    );
    expect(await told(input, 1)).toMatch(/^Nothing is left to send back from step 1/);
    const perfect = explicit("identity", [[1]], [1, 0], [[1]]);
    expect(await told(perfect, 2)).toBe(
      "There is no gradient to send back: the last state does not change the loss at all.",
    );
  });

  it("names the strongest way back, forth and back as the weight is written", async () => {
    const input = explicit(
      "identity",
      [
        [0.1, 2],
        [0.3, 0.1],
      ],
      [1, 0, 0],
    );
    const [strongest] = walkStep((await walked(input)).walk, 2).ways;
    expect([strongest.from, strongest.to]).toEqual([0, 1]);
    expect(await told(input, 2)).toContain(
      "the strongest way back was unit 0 → unit 1 over weight_hh[0][1] = 2 (",
    );
  });

  it("calls the steps of prices days, and says which gate of a gated cell brought most back", async () => {
    const open = {
      model: { cell: "lstm", hidden: 2 },
      task: { unroll: 5 },
      init: { forgetBias: 8, recurrent: { kind: "normal", gain: 0.01 } },
    };
    expect(await told(open, 3)).toMatch(
      /^From day 3 back to day 2 the gradient kept its size: (9\d(\.\d+)?|100|> 99\.9) % of what arrives came straight through the cell state × forget gate f \(1 open\)\.$/,
    );
    const shut = { ...open, init: { forgetBias: -8, recurrent: { kind: "normal", gain: 3 } } };
    expect(await told(shut, 3)).toMatch(
      /came through the weights of the (input gate i|candidate g|output gate o)/,
    );
  });
});

describe("shares in percent", () => {
  it.each([
    [1, "100 %"],
    [0.123, "12 %"],
    [0.0123, "1.2 %"],
    [-0.4, "−40 %"],
    [0, "0 %"],
    [1e-9, "< 0.1 %"],
    [-1e-9, "> −0.1 %"],
    [Number.NaN, "–"],
  ])("%d is %s", (share, text) => {
    expect(percentText(share)).toBe(text);
  });
});

describe("weights to change", () => {
  it("are all numbers of the network by their places, and changing one leaves the others", async () => {
    const spec = sound({ model: { cell: "gru", hidden: 2 } });
    const { parameters } = await walked({ model: { cell: "gru", hidden: 2 } });
    const all = entriesOf(parameters);
    expect(all.length).toBe(6 + 12 + 6 + 2 + 2 + 1);
    expect(entryText(spec, { name: "weight_hh", index: 7 })).toBe("z: weight_hh[3][1]");
    expect(entryText(spec, { name: "weight_out", index: 1 })).toBe("weight_out[0][1]");
    const changed = withEntry(parameters, { name: "weight_hh", index: 7 }, 9);
    expect(changed.weight_hh[7]).toBe(9);
    expect(parameters.weight_hh[7]).not.toBe(9);
    expect(changed.weight_hh.filter((w, i) => w !== parameters.weight_hh[i]).length).toBe(1);
  });

  it("are refused in words where the network is large or its walk is long", () => {
    expect(refusalOf(sound({ model: { hidden: 8 }, task: { unroll: 50 } }))).toBeNull();
    expect(refusalOf(sound({ model: { hidden: 9 } }))).toContain("up to 8 units; this one has 9");
    expect(refusalOf(sound({ model: { hidden: 8 }, task: { unroll: 5000 } }))).toContain(
      "5000 steps of 4 sequences",
    );
  });

  it("make a sweep over the unroll length, and none with a weight that no spec may have", async () => {
    const spec = sound({ model: { hidden: 1 }, mode: "training" });
    const { parameters } = await walked({ model: { hidden: 1 } });
    const by = (value: number) => ({
      ...spec,
      init: explicitInit(withEntry(parameters, { name: "weight_hh", index: 0 }, value), sizesOf(spec)),
    });
    const sweep = sweepAround(by(0.25), "mine");
    expect(sweep?.init).toMatchObject({ parameters: { weight_hh: [[0.25]] } });
    expect(sweep?.axes).toMatchObject([{ param: "task.unroll", from: 1 }]);
    expect(sweep?.mode).toBe("gradient");
    expect(sweepAround(by(1e30), "mine")).toBeNull();
  });
});

describe("the strip's colours", () => {
  it("mark what is saturated, and are as strong as the value is large", async () => {
    const { walk } = await walked(explicit("tanh", [[0.1]], [0.01, 9, 0.5]));
    const pixels = stripPixels(walk, 1, "tanh");
    const at = (t: number) => Array.from(pixels.subarray((t - 1) * 4, t * 4));
    expect(at(2).slice(0, 3)).not.toEqual(at(1).slice(0, 3));
    expect(at(3).slice(0, 3)).toEqual(at(1).slice(0, 3));
    expect(at(3)[3]).toBeLessThan(at(1)[3]);
  });
});
