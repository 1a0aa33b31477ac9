// Training means what it means in PyTorch: every optimiser, with and without clipping, against a second program,
// loss by loss over the whole curve; and every deliberate fault in that program is told apart.

import { describe, expect, it } from "vitest";
import { optimizers } from "../../src/model/optimizers/index.ts";
import { PYTORCH, PYTORCH_SABOTAGE } from "./bounds.ts";
import { byComplexStep } from "./derivatives.ts";
import { drawNetwork } from "./draw.ts";
import type { PlainNetwork } from "./plainNetwork.ts";
import { curveDisagreement, type PlainSettings, type TrainingSabotage, trainPlain } from "./plainTraining.ts";
import { storyOf, trainingSpecOf } from "./story.ts";

const drawn = (
  activation: PlainNetwork["activation"],
  hidden: number,
  unroll: number,
  wide: boolean,
  seed: number,
) =>
  drawNetwork({
    activation,
    hidden,
    unroll,
    batch: 3,
    inputSize: wide ? 2 : 1,
    outputSize: wide ? 2 : 1,
    gain: 0.8,
    seed,
  });

/** Explicit tasks with an initial state: one unit and three, one input and two, one output and two. */
const networks: Record<string, PlainNetwork> = {
  "a tanh unit, T = 1": drawn("tanh", 1, 1, false, 1),
  "three tanh units, T = 8": drawn("tanh", 3, 8, true, 2),
  "a ReLU unit, T = 4": alive(drawn("relu", 1, 4, false, 3)),
  "three ReLU units, T = 5": alive(drawn("relu", 3, 5, true, 4)),
  "a sigmoid unit, T = 8": drawn("sigmoid", 1, 8, false, 5),
  "three sigmoid units, T = 2": drawn("sigmoid", 3, 2, true, 6),
  "a linear unit, T = 3": drawn("identity", 1, 3, false, 7),
  "three linear units, T = 6": drawn("identity", 3, 6, true, 8),
};

/** A bias that keeps ReLUs away from their corner, where the two programs' last bits could choose different sides. */
function alive(net: PlainNetwork): PlainNetwork {
  return { ...net, bias: net.bias.map((b) => b + 1) };
}

/** Clip norms: one that bites at every step, and one that bites at first only. */
const runs: PlainSettings[] = (["sgd", "momentum", "adam"] as const).flatMap((optimizer) =>
  [null, 0.05, 0.4].map((clipNorm) => ({
    optimizer,
    learningRate: optimizer === "adam" ? 0.01 : 0.05,
    momentum: 0.9,
    clipNorm,
    steps: 60,
  })),
);
const title = ({ optimizer, clipNorm }: PlainSettings) => `${optimizer}, clip norm ${clipNorm}`;
const cases = runs.map((run) => [title(run), run] as const);

it("knows every optimiser of the catalog", () => {
  expect(new Set(runs.map((run) => run.optimizer))).toEqual(new Set(Object.keys(optimizers)));
});

describe.each(Object.entries(networks))("training %s", (_, net) => {
  it.each(cases)("by %s agrees with PyTorch's rules over the whole curve", async (_title, run) => {
    const truth = trainPlain(net, run);
    const story = await storyOf(trainingSpecOf(net, run));
    expect(story.loss).toHaveLength(run.steps + 1);
    expect(story.gradientNorm).toHaveLength(run.steps);
    expect(curveDisagreement(story.loss, truth.loss)).toBeLessThan(PYTORCH);
    expect(curveDisagreement(story.gradientNorm, truth.gradientNorm)).toBeLessThan(PYTORCH);
    for (const name of ["weight_ih", "weight_hh", "bias", "weight_out", "bias_out"] as const) {
      const [end, plain] = [story.parameters[name].flat(), truth.end[name].flat()];
      const difference = Math.hypot(...plain.map((x, i) => x - end[i]));
      expect(difference / Math.hypot(...plain), name).toBeLessThan(PYTORCH);
    }
    // Control: the run went somewhere, so agreeing was not for nothing.
    expect(Math.abs(truth.loss[run.steps] / truth.loss[0] - 1)).toBeGreaterThan(PYTORCH_SABOTAGE);
  });
});

describe("the notes' prices", () => {
  const { weight_ih, weight_hh, bias, weight_out, bias_out } = networks["three tanh units, T = 8"];
  const parameters = {
    weight_ih: weight_ih.map(([first]) => [first]),
    weight_hh,
    bias,
    weight_out: [weight_out[0]],
    bias_out: [bias_out[0]],
  };
  const days: Record<string, [yesterday: number, today: number, tomorrow: number][]> = {
    notes: [
      [0, 0, 0],
      [0, 0.5, 1],
      [1, 0.5, 1],
      [1, 1, 1],
    ],
    everHigh: [
      [0, 0, 0],
      [0, 1, 1],
      [1, 0, 1],
      [1, 1, 1],
    ],
  };
  const tasks = [1, 2, 5, 8].flatMap((unroll) =>
    ["notes", "everHigh"].flatMap((set) =>
      ["zero", "hold"].map((between) => ({ unroll, cases: set, between })),
    ),
  );

  it.each(tasks)(
    "of $unroll days, cases $cases, between $between, are learnt as by PyTorch",
    async (task) => {
      const inputs = days[task.cases].map(([yesterday, today]) =>
        Array.from({ length: task.unroll }, (_, t) => [
          t === task.unroll - 1 ? today : t === 0 || task.between === "hold" ? yesterday : 0,
        ]),
      );
      const net: PlainNetwork = {
        activation: "tanh",
        ...parameters,
        inputs,
        targets: days[task.cases].map(([, , tomorrow]) => [tomorrow]),
        initial: days[task.cases].map(() => [0, 0, 0]),
      };
      const run: PlainSettings = { optimizer: "adam", learningRate: 0.02, clipNorm: 0.5, steps: 80 };
      const story = await storyOf({
        mode: "training",
        model: { hidden: 3 },
        task: { kind: "prices", ...task },
        init: { kind: "explicit", parameters },
        training: run,
      });
      expect(curveDisagreement(story.loss, trainPlain(net, run).loss)).toBeLessThan(PYTORCH);
    },
  );
});

describe("the second program", () => {
  const net = networks["three tanh units, T = 8"];

  it.each(cases)("agrees with itself where gradients come from complex steps: %s", (_title, run) => {
    const short = { ...run, steps: 12 };
    const byComplex = trainPlain(net, short, "none", byComplexStep);
    expect(curveDisagreement(trainPlain(net, short).loss, byComplex.loss)).toBeLessThan(PYTORCH);
  });

  const everywhere: TrainingSabotage[] = ["no batch mean", "one update too many"];
  const faults: Record<string, TrainingSabotage[]> = {
    sgd: ["dropped factor 2", ...everywhere],
    momentum: [
      "dropped factor 2",
      "moments never kept",
      "moment of the step before",
      "dampened first gradient",
      ...everywhere,
    ],
    adam: [
      "moments never kept",
      "moment of the step before",
      "Adam counts from 0",
      "Adam counts from 2",
      "epsilon before the correction",
      "one update too many",
    ],
  };
  // Gradients of any size make the same steps of a clipped run, and nearly so of Adam's: those faults show unclipped.
  const sabotaged = runs.flatMap((run) => {
    const clipping: TrainingSabotage[] = ["clipped per array", "clipped without epsilon"];
    if (run.optimizer !== "sgd") clipping.push("clipped after the moments");
    const shown = run.clipNorm === null ? faults[run.optimizer] : run.clipNorm === 0.05 ? clipping : [];
    return shown.map((fault) => [fault, title(run), run] as const);
  });

  it.each(sabotaged)(
    "is told apart by the same comparison where it is sabotaged: %s in %s",
    async (fault, _, run) => {
      const story = await storyOf(trainingSpecOf(net, run));
      const wrong = curveDisagreement(trainPlain(net, run, fault).loss, story.loss);
      // Both epsilons matter in the sixth digit or below; everything else is seen on a plot.
      expect(wrong).toBeGreaterThan(fault.includes("epsilon") ? PYTORCH : PYTORCH_SABOTAGE);
    },
  );
});
