// A device that is lost in mid-run: nothing of its tiles counts, a new device runs them again, nothing is missing.

import { expect, test } from "vitest";
import { kernels } from "../../src/app/kernels.ts";
import { alwaysRunning, type RunControl } from "../../src/engine/engine.ts";
import { ReferenceEngine } from "../../src/engine/reference.ts";
import { WebgpuEngine } from "../../src/engine/webgpu/webgpu.ts";
import type { LabEvent } from "../../src/lab/events.ts";
import { openCpu } from "../../src/lab/openCpu.ts";
import { runPlan } from "../../src/lab/run.ts";
import { SweepSession } from "../../src/lab/session.ts";
import { MemoryStore } from "../../src/store/memory.ts";
import { planSweep } from "../../src/sweep/plan.ts";
import { parseSpec } from "../../src/sweep/spec.ts";
import { recordingAdapter, shaders } from "./adapter.ts";

const parsed = parseSpec({
  model: { hidden: 1 },
  axes: [
    { param: "init.recurrent.gain", from: 0, to: 2, count: 24 },
    { param: "task.unroll", from: 1, to: 24, count: 24 },
  ],
});
if (!parsed.ok) throw new Error("the sweep is wrong");
const spec = parsed.value;

/** An engine whose devices can be destroyed from outside, on a GPU that can run out of adapters. */
async function fragileEngine() {
  const devices: GPUDevice[] = [];
  const state = { adaptersLeft: Number.POSITIVE_INFINITY };
  const adapter = recordingAdapter(devices);
  const gpu = {
    requestAdapter: async () => (state.adaptersLeft-- > 0 ? await adapter() : null),
  } as unknown as GPU;
  const engine = await WebgpuEngine.open(gpu, await adapter(), shaders, { fixedSteps: 4 });
  const limitsOf = engine.limitsOf.bind(engine);
  // Several tiles, of which some are done and some in flight when the device is lost.
  engine.limitsOf = (at) => ({ ...limitsOf(at), maxNetworks: 64 });
  return { engine, devices, state };
}

/** Destroys the newest device the `after`-th time the run asks whether it may go on. */
function destroyingControl(devices: readonly GPUDevice[], after: number): RunControl {
  let asked = 0;
  return {
    ready: async () => {
      if (++asked === after) devices.at(-1)?.destroy();
    },
  };
}

test("after a loss the tiles in flight run again on a new device, with the same bits", async () => {
  const { engine, devices } = await fragileEngine();
  const plan = planSweep(spec, (at) => engine.limitsOf(at));
  const undisturbed = new MemoryStore(plan);
  await runPlan(plan, engine, alwaysRunning, (chunk) => void undisturbed.put(chunk));
  const disturbed = new MemoryStore(plan);
  await runPlan(plan, engine, destroyingControl(devices, 12), (chunk) => void disturbed.put(chunk));
  expect(devices.length).toBe(2);
  expect(disturbed.doneCount).toBe(plan.networks);
  expect(disturbed.metrics).toEqual(undisturbed.metrics);
  engine.close();
});

test("when no adapter is left, cpu takes over, or else the reference, and the sweep still ends whole", async () => {
  const cpu = openCpu(await kernels);
  if ("missing" in cpu) throw new Error(cpu.missing);
  for (const [next, given] of [
    ["cpu", cpu],
    ["reference", { missing: "left out" }],
  ] as const) {
    const { engine, devices, state } = await fragileEngine();
    state.adaptersLeft = 0;
    const events: LabEvent[] = [];
    const session = new SweepSession((event) => {
      events.push(event);
      if (event.kind === "chunk" && events.filter(({ kind }) => kind === "chunk").length === 2)
        devices.at(-1)?.destroy();
    });
    const reference = new ReferenceEngine();
    await session.run(spec, "webgpu", { reference, cpu: given, webgpu: { engine, software: true } });
    const takeover = events.find((event) => event.kind === "engine");
    expect(takeover?.kind === "engine" && takeover.engine.name).toBe(next);
    expect(events.at(-1)).toMatchObject({ kind: "done", networks: 24 * 24 });
    const tiles = events.flatMap((event) => (event.kind === "chunk" ? [event.chunk.tile.index] : []));
    expect(new Set(tiles).size).toBe(tiles.length);
  }
});
