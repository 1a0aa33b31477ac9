// Programs that use the package as a library: those of the README, and one that goes through all of it. The same text is
// valid as TypeScript and as JavaScript, so that it is both checked and run.

import { readFileSync } from "node:fs";
import { SINGLE_PRECISION } from "../bounds.ts";

const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
const shown = [...readme.matchAll(/```(?:js|ts)\n([\s\S]*?)```/g)]
  .map(([, code]) => code)
  .filter((code) => code.includes('from "vanishing-point"'));

const everything = `
import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import {
  cellNames, inspect, metrics, openEngine, parseSpec, runSweep, SpecError, sweepJsonSchema, version,
} from "vanishing-point";

const spec = {
  model: { hidden: 4 },
  task: { unroll: 6 },
  axes: [
    { param: "init.recurrent.gain", from: 0, to: 2, count: 3 },
    { param: "task.unroll", values: [1, 6] },
  ],
  metrics: ["logGradientRatio", "loss"],
};

// One sweep, on an engine of its own.
const { plan, results, engine, seconds } = await runSweep(spec, { engine: "cpu", threads: 2 });
deepEqual(plan.shape, [3, 2, 1]);
equal(engine.name, "cpu");
ok(seconds > 0);
const losses = results.metrics.get("loss");
ok(losses && losses.every((loss) => loss > 0));

// One network of it, by the reference.
const network = await inspect(spec, { point: [2, 1] });
ok(Math.abs(network.loss - losses[5]) < ${SINGLE_PRECISION});
equal(network.logStateGradient.length, 7);

// Several, on one engine; progress, a store of one's own, and an end before the end.
const opened = await openEngine("reference", { threads: 2 });
let told = 0;
let kept = 0;
await opened.run(spec, {
  onProgress: ({ done, networks }) => { ok(done <= networks); told++; },
  store: () => ({ put: (chunk) => { kept += Object.keys(chunk.metrics).length; } }),
});
ok(told > 0 && kept > 0);
const long = { ...spec, mode: "training", metrics: ["finalLoss"], training: { steps: 1000000 } };
await rejects(opened.run(long, { signal: AbortSignal.timeout(300) }), { name: "TimeoutError" });
await rejects(opened.run(spec, { store: () => ({ put() { throw new RangeError("full"); } }) }), RangeError);
await opened.close();

// What is wrong is told all at once.
await rejects(runSweep({ seed: -1, model: { hidden: 0 } }), (error) => {
  ok(error instanceof SpecError);
  deepEqual(error.mistakes.map(({ path }) => path).toSorted(), ["model.hidden", "seed"]);
  return true;
});
await rejects(inspect(spec, { point: [9, 0] }), /point\\.0: given 9/);
await rejects(openEngine("cpu", { threads: 0 }), /threads: given 0; allowed/);

const parsed = parseSpec({});
ok(parsed.ok && parsed.value.model.cell === "rnn" && cellNames.includes(parsed.value.model.cell));
// A task is known by its kind, down to its own fields.
ok(parsed.ok && parsed.value.task.kind === "prices" && parsed.value.task.between === "zero");
equal(metrics.lyapunov.mode, "gradient");
ok("properties" in sweepJsonSchema());
equal(typeof version, "string");
`;

/** Every program that must have the right types and run to its end. */
export const examples: readonly string[] = [everything, ...shown];

/** A line that imports, and lines that each have a mistake of their own. */
export const mistyped: readonly string[] = [
  'import { inspect, metrics, parseSpec, runSweep } from "vanishing-point";',
  'await runSweep({}, { engine: "gpu" });',
  "await runSweep({}, { threads: true });",
  "(await runSweep({})).results.nosuch;",
  "const word: string = (await inspect({})).loss;",
  "metrics.nosuch;",
  "const p = parseSpec({}); if (p.ok && p.value.task.kind === 'latch') p.value.task.nosuch;",
];
