// Every task of the catalog on the CPU: its networks see the inputs, of training and test, that those of the reference see.
// The kernels are handed the inputs by their host; what they read of them shows in outputs, gradients and losses.

import { expect, test } from "vitest";
import { ReferenceEngine } from "../../src/engine/reference.ts";
import { kindOf, type TaskName, tasks } from "../../src/model/tasks/index.ts";
import { insideHorizon } from "../pairs/bounds.ts";
import { differences, failures, report } from "../pairs/compare.ts";
import { openedFor, planFor, resultsOf, specOf } from "../pairs/engines.ts";
import { metricFailures } from "../pairs/gradientFaults.ts";
import { taskExamples, taskUnrolls } from "../pairs/taskExamples.ts";
import { trainingSpec } from "../pairs/trainingRuns.ts";
import { engineOn, openEngine, sabotaged } from "./engine.ts";

const engine = openedFor(openEngine);
const reference = new ReferenceEngine();

/** A task's examples, each at every T that it can be unrolled over, in a network whose states depend on every input. */
function fieldsOf(kind: TaskName): object[] {
  return (taskExamples[kind] ?? [{}]).flatMap((fields) => {
    const { task } = specOf({ task: { kind, ...fields } });
    const lengths = "unroll" in task ? taskUnrolls : [kindOf(task).unrollOf(task)];
    return lengths.map((unroll) => ({
      model: { hidden: 3 },
      task: { kind, ...fields, ...("unroll" in task ? { unroll } : {}) },
      init: { recurrent: { kind: "orthogonal", gain: 0.9 }, bias: 0.1 },
      seed: 12345,
    }));
  });
}

for (const kind of Object.keys(tasks) as TaskName[]) {
  test(`${kind}: networks see what those of the reference see`, async () => {
    let compared = 0;
    for (const fields of fieldsOf(kind)) {
      const spec = specOf(fields);
      const expected = await reference.inspect(spec, 0);
      if (!insideHorizon(expected.metrics.lyapunov, kindOf(spec.task).unrollOf(spec.task))) continue;
      const failed = failures(differences(await engine().inspect(spec, 0), expected));
      expect(failed.length, `${JSON.stringify(fields).slice(0, 300)}\n${report(failed)}`).toBe(0);
      compared++;
    }
    expect(compared).toBeGreaterThan(0);
  });

  test(`${kind}: training and its test come to the losses of the reference`, async () => {
    for (const fields of fieldsOf(kind)) {
      const spec = trainingSpec({ ...fields, training: { steps: 2, learningRate: 0.05, targetLoss: 0 } });
      const plan = planFor(engine(), spec);
      const wrong = metricFailures(await resultsOf(engine(), plan), await resultsOf(reference, plan));
      expect(wrong, JSON.stringify(fields).slice(0, 300)).toEqual([]);
    }
  });
}

for (const hidden of [1, 5]) {
  test(`H = ${hidden}: batches of 1 to 1000 sequences, and tests of as many, agree`, async () => {
    for (const batch of [1, 2, 3, 4, 5, 64, 1000]) {
      for (const cell of ["rnn", "lstm"]) {
        const fields = {
          model: { cell, hidden },
          task: { kind: "adding", unroll: 6, batch, testBatch: 1001 - batch },
          init: { bias: 0.2 },
        };
        const gradients = specOf({ ...fields, metrics: ["logLoss", "logGradientRatio", "logGradientNorm"] });
        const run = trainingSpec({ ...fields, training: { steps: 3, targetLoss: 0 } });
        for (const spec of [gradients, run]) {
          const plan = planFor(engine(), spec);
          const wrong = metricFailures(await resultsOf(engine(), plan), await resultsOf(reference, plan));
          expect(wrong, `${cell}, B = ${batch}, ${spec.mode}`).toEqual([]);
        }
      }
    }
  });
}

test("control: inputs of the group before, or a day late, are told from the right ones", async () => {
  const spec = trainingSpec({
    model: { hidden: 3 },
    task: { kind: "adding", unroll: 6, batch: 7, testBatch: 5 },
    training: { steps: 2, targetLoss: 0 },
  });
  for (const [passage, replacement] of [
    ["(group * unroll + t - 1)", "(max(group - 1, 0) * unroll + t - 1)"],
    ["+ t - 1)", "+ max(t - 2, 0))"],
  ]) {
    const wrong = await engineOn(sabotaged("data.ts", passage, replacement));
    const plan = planFor(wrong, spec);
    const found = metricFailures(await resultsOf(wrong, plan), await resultsOf(reference, plan));
    expect(found.length).toBeGreaterThan(0);
    wrong.close();
  }
});
