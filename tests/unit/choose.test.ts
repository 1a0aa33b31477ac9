// The choice of an engine: every combination of what is asked for and what is there, each with its reason in a sentence.

import { describe, expect, it } from "vitest";
import { EngineLost } from "../../src/engine/engine.ts";
import { ArrivingEngines } from "../../src/lab/arriving.ts";
import { chooseEngine, type EnginesAtHand, successorOf, wantsCpu } from "../../src/lab/choose.ts";
import type { LabEvent } from "../../src/lab/events.ts";
import { SweepSession } from "../../src/lab/session.ts";
import { type EngineChoice, engineChoices } from "../../src/sweep/engineChoice.ts";
import { sound } from "./draw.ts";
import { FakeEngine, settle } from "./fakeEngine.ts";

const reference = new FakeEngine(1, true);
const cpu = new FakeEngine(1, true, "cpu");
const gpu = new FakeEngine(1, true, "webgpu");

const gpus = {
  real: { engine: gpu, software: false },
  software: { engine: gpu, software: true },
  none: { missing: "WebGPU is not available here" },
} satisfies Record<string, EnginesAtHand["webgpu"]>;
const cpus = { there: cpu, missing: { missing: "WebAssembly has no SIMD here" } };

const YOURS = "chosen by you";
const REAL = "auto: a real GPU adapter was found";
const SOFTWARE = "auto: the only WebGPU adapter is a software one, which is slower than the CPU itself";
const NONE = "auto: WebGPU is not available here";
const NO_CPU = ", and the engine cpu is not available: WebAssembly has no SIMD here";
const refused = (name: string, why: string) => `The engine ${name} is not available here: ${why}`;

/** What is asked for, the GPU there is, the CPU's engine there is, and what comes of it. */
const table: [EngineChoice, keyof typeof gpus, keyof typeof cpus, string, string][] = [
  ["auto", "real", "there", "webgpu", REAL],
  ["auto", "real", "missing", "webgpu", REAL],
  ["auto", "software", "there", "cpu", SOFTWARE],
  ["auto", "software", "missing", "reference", SOFTWARE + NO_CPU],
  ["auto", "none", "there", "cpu", NONE],
  ["auto", "none", "missing", "reference", NONE + NO_CPU],
  ["webgpu", "real", "there", "webgpu", YOURS],
  ["webgpu", "real", "missing", "webgpu", YOURS],
  ["webgpu", "software", "there", "webgpu", YOURS],
  ["webgpu", "software", "missing", "webgpu", YOURS],
  ["webgpu", "none", "there", "refused", refused("webgpu", "WebGPU is not available here")],
  ["webgpu", "none", "missing", "refused", refused("webgpu", "WebGPU is not available here")],
  ["cpu", "real", "there", "cpu", YOURS],
  ["cpu", "real", "missing", "refused", refused("cpu", "WebAssembly has no SIMD here")],
  ["cpu", "software", "there", "cpu", YOURS],
  ["cpu", "software", "missing", "refused", refused("cpu", "WebAssembly has no SIMD here")],
  ["cpu", "none", "there", "cpu", YOURS],
  ["cpu", "none", "missing", "refused", refused("cpu", "WebAssembly has no SIMD here")],
  ["reference", "real", "there", "reference", YOURS],
  ["reference", "real", "missing", "reference", YOURS],
  ["reference", "software", "there", "reference", YOURS],
  ["reference", "software", "missing", "reference", YOURS],
  ["reference", "none", "there", "reference", YOURS],
  ["reference", "none", "missing", "reference", YOURS],
];

function chosen(choice: EngineChoice, at: EnginesAtHand): [string, string] {
  try {
    const { engine, reason } = chooseEngine(choice, at);
    return [engine.name, reason];
  } catch (error) {
    return ["refused", (error as Error).message];
  }
}

describe("the choice of an engine", () => {
  it("is written down for every combination", () => {
    const combinations = engineChoices.flatMap((choice) =>
      Object.keys(gpus).flatMap((g) => Object.keys(cpus).map((c) => `${choice} ${g} ${c}`)),
    );
    const written = table.map(([choice, g, c]) => `${choice} ${g} ${c}`);
    expect(written.toSorted()).toEqual(combinations.toSorted());
  });

  it.each(table)("%s with a GPU (%s) and cpu (%s) is %s: %s", (choice, g, c, name, reason) => {
    const at = { reference, cpu: cpus[c], webgpu: gpus[g] };
    expect(chosen(choice, at)).toEqual([name, reason]);
    // Nobody waits for an engine that is not taken, and everybody for the one that would be.
    expect(wantsCpu(choice, gpus[g])).toBe(chosen(choice, { ...at, cpu })[0] === "cpu");
  });

  it("goes on with cpu, then with the reference, then with nothing; without cpu with the reference at once", () => {
    const all = { reference, cpu, webgpu: gpus.real };
    expect(successorOf(gpu, all)).toEqual({ engine: cpu, reason: "took over" });
    expect(successorOf(cpu, all)).toEqual({ engine: reference, reason: "took over" });
    expect(successorOf(reference, all)).toBe(null);
    expect(successorOf(gpu, { ...all, cpu: cpus.missing })).toEqual({
      engine: reference,
      reason: "took over, as the engine cpu is not available (WebAssembly has no SIMD here)",
    });
  });
});

describe("engines on their way", () => {
  const never = new Promise<EnginesAtHand["webgpu"]>(() => {});
  const soon = () => Promise.resolve(gpus.none);
  /** What a choice comes to, or "waits" while nothing does. */
  const state = (engines: ArrivingEngines, choice: EngineChoice) => {
    const seen = { now: "waits" };
    void engines.atHandFor(choice).then((at) => {
      seen.now = chosen(choice, at)[0];
    });
    return seen;
  };

  it("keep nobody waiting who has no use for them", async () => {
    const engines = new ArrivingEngines(reference, () => never, 60_000);
    engines.bringCpu(cpu);
    const lost = new ArrivingEngines(reference, () => Promise.resolve(gpus.real), 60_000);
    const seen = [
      state(engines, "reference"),
      state(engines, "cpu"),
      state(lost, "auto"),
      state(lost, "webgpu"),
      // Control: these two do wait, for a GPU and for the kernels.
      state(engines, "auto"),
      state(lost, "cpu"),
    ];
    await settle();
    expect(seen.map(({ now }) => now)).toEqual(["reference", "cpu", "webgpu", "webgpu", "waits", "waits"]);
  });

  it("are taken as soon as they come; auto loses its patience, who asked by name does not", async () => {
    const patient = new ArrivingEngines(reference, soon, 60_000);
    const impatient = new ArrivingEngines(reference, soon, 5);
    const seen = [state(patient, "auto"), state(impatient, "auto"), state(impatient, "cpu")];
    await settle(20);
    expect(seen.map(({ now }) => now)).toEqual(["waits", "reference", "waits"]);
    const [, reason] = chosen("auto", await impatient.atHandFor("auto"));
    expect(reason).toContain("still being loaded");
    for (const engines of [patient, impatient]) engines.bringCpu(cpu);
    await settle();
    expect(seen.map(({ now }) => now)).toEqual(["cpu", "reference", "cpu"]);
    // The next run has what came too late for the first.
    expect(chosen("auto", await impatient.atHandFor("auto"))[0]).toBe("cpu");
  });

  it("take over a run that began before they came", async () => {
    const dying = new FakeEngine(1, false, "webgpu");
    const engines = new ArrivingEngines(
      reference,
      () => Promise.resolve({ engine: dying, software: false }),
      60_000,
    );
    const events: LabEvent[] = [];
    const session = new SweepSession((event) => events.push(event));
    const spec = sound({ axes: [{ param: "init.bias", from: 0, to: 1, count: 3 }] });
    const ended = session.run(spec, "auto", await engines.atHandFor("auto"));
    await settle();
    engines.bringCpu(cpu);
    dying.started[0].fail(new EngineLost("the GPU device was lost"));
    await ended;
    const names = events.flatMap((event) => ("engine" in event ? [event.engine.name] : []));
    expect(names).toEqual(["webgpu", "cpu"]);
    expect(events.at(-1)).toMatchObject({ kind: "done", networks: 3 });
  });
});
