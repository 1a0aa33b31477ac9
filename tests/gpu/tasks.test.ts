// Every task of the catalog: its shader shows each network, of training and test, exactly the inputs that its twin shows.

import { expect, test } from "vitest";
import { kindOf, type TaskData, type TaskName, tasks } from "../../src/model/tasks/index.ts";
import { parseSpec } from "../../src/sweep/spec.ts";
import { TASK_INPUT } from "../pairs/bounds.ts";
import { taskExamples, taskUnrolls } from "../pairs/taskExamples.ts";
import { sabotaged, shaders } from "./adapter.ts";
import { shaderInputs, type Way, ways } from "./taskInputs.ts";

interface Case {
  readonly data: TaskData;
  readonly unroll: number;
}

/** The data of a task's examples, each at every T that it can be unrolled over. */
function casesOf(kind: TaskName): Case[] {
  return (taskExamples[kind] ?? [{}]).flatMap((fields) => {
    const parsed = parseSpec({ task: { kind, ...fields }, seed: 12345 });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.mistakes));
    const { task, seed } = parsed.value;
    const data = kindOf(task).data(task, seed);
    const lengths = "unroll" in task ? taskUnrolls : [kindOf(task).unrollOf(task)];
    return lengths.map((unroll) => ({ data, unroll }));
  });
}

/** Every input that the shader shows differently from its twin, in words; of a sabotaged one, those of the first case. */
async function differing(kind: TaskName, way: Way, sources = shaders): Promise<string[]> {
  const found: string[] = [];
  let compared = 0;
  for (const { data, unroll } of casesOf(kind)) {
    if (found.length > 0 && sources !== shaders) break;
    const shown = await shaderInputs(kind, data, unroll, way, sources);
    for (const set of ["training", "test"] as const) {
      const twin = set === "test" ? data.test : data;
      for (let b = 0; b < (twin?.batch ?? 0); b++) {
        for (let t = 1; t <= unroll; t++) {
          for (let k = 0; k < data.inputSize; k++) {
            const actual = shown.at(set, t, b, k);
            const expected = twin?.input(t, unroll, b, k) ?? Number.NaN;
            compared++;
            if (Math.abs(actual - expected) <= TASK_INPUT * Math.max(1, Math.abs(expected))) continue;
            found.push(`${set}, T = ${unroll}, t = ${t}, b = ${b}, k = ${k}: ${actual} for ${expected}`);
          }
        }
      }
    }
  }
  expect(compared).toBeGreaterThan(0);
  return found;
}

for (const kind of Object.keys(tasks) as TaskName[]) {
  for (const way of ways) {
    test(`${kind}${way} shows what its twin shows, of training and test`, async () => {
      const found = await differing(kind, way);
      expect(found.length, found.slice(0, 10).join("\n")).toBe(0);
    });
  }
}

/** A passage of each shader, and what it is replaced by: mistakes that people really make. */
const faults: readonly (readonly [kind: TaskName, passage: string, replacement: string, file?: string])[] = [
  ["prices", "t == unroll", "t + 1u == unroll"],
  ["adding", "0xc2b2ae35u", "0xc2b2ae3du", "counter"],
  ["adding", "unroll / 2u", "(unroll + 1u) / 2u"],
  ["adding", "* steps + low", "* steps"],
  ["latch", "<= vec4u(latchRows[3])", "< vec4u(latchRows[3])"],
  ["latch", "131070", "131072"],
  ["series", "vec4u(t - 1u)", "vec4u(t)"],
  ["series", "min(vec4u(unroll), seriesHistory)", "vec4u(unroll)"],
  ["explicit", "DATA_GROUPS + group", "DATA_GROUPS"],
];

for (const [kind, passage, replacement, file = kind] of faults) {
  test(`control: ${kind} with ${passage} turned into ${replacement} is caught`, async () => {
    const wrong = sabotaged(`tasks/${file}.wgsl`, passage, replacement);
    expect((await differing(kind, "Prepared", wrong)).length).toBeGreaterThan(0);
  });
}
