// Choosing another task in the form: what fits is kept, all other fields show their defaults, and the spec stays sound.

import { describe, expect, it } from "vitest";
import { explicitFrom } from "../../src/app/form/explicitTask.ts";
import { withTaskKind } from "../../src/app/form/kinds.ts";
import { factsOf } from "../../src/app/inspector/story/facts.ts";
import { plateauText } from "../../src/app/inspector/story/plateaus.ts";
import { type TaskName, tasks } from "../../src/model/tasks/index.ts";
import { sound } from "./draw.ts";
import { told } from "./story.ts";

const names = (Object.keys(tasks) as TaskName[]).filter((name) => name !== "explicit");
const pairs = names.flatMap((from) => names.map((to) => [from, to] as const));

describe("another task", () => {
  it.each(pairs)("from %s to %s keeps the fields that both have and fills every other one", (from, to) => {
    const before = sound({ name: "mine", task: { kind: from, unroll: 7 } });
    const after = withTaskKind(before, to);
    const { task } = sound({ task: { kind: to } });
    const kept = Object.entries(before.task).filter(([key]) => key !== "kind" && Object.hasOwn(task, key));
    expect(kept.map(([key]) => key)).toContain("unroll");
    expect(after).toEqual({ ...before, task: { ...task, ...Object.fromEntries(kept) } });
    expect(sound(after)).toEqual(after);
  });

  it("from any to explicit data has the numbers of that task, each sequence over its own steps", () => {
    for (const name of names) {
      const { task, seed } = sound({ task: { kind: name, unroll: 6 } });
      const explicit = sound({ task: explicitFrom(task, seed) }).task;
      expect(explicit.kind).toBe("explicit");
    }
    const young = sound({ task: { kind: "series", unroll: 6, series: [[1, 2, 3, 4]] } });
    const { task } = sound({ task: explicitFrom(young.task, 0) });
    expect(task.kind === "explicit" && task.inputs).toEqual([[[0]], [[0], [0.5]]]);
  });
});

describe("a run that rests at the best constant output", () => {
  it("is told so, for every task with more than one target", async () => {
    // Without a learning rate nothing moves: the readout answers the mean of the targets and nothing else.
    for (const [task, mean] of [
      [{ kind: "latch", unroll: 3 }, 0],
      [{ kind: "explicit", inputs: [[[1]], [[2]]], targets: [[3], [5]] }, 4],
    ] as const) {
      const input = {
        mode: "training",
        model: { hidden: 1 },
        task,
        init: {
          kind: "explicit",
          parameters: { weight_ih: [[0]], weight_hh: [[0]], weight_out: [[0]], bias_out: [mean] },
        },
        training: { learningRate: 0, steps: 3 },
      };
      const inspection = await told(input);
      const facts = factsOf(sound(input), inspection, inspection.training);
      expect(plateauText(facts)).toBe("the loss of the best constant output");
      // Control: a loss that is a tenth higher is not on that plateau.
      expect(plateauText({ ...facts, finalLoss: facts.finalLoss * 1.1 })).toBeNull();
    }
  });
});
