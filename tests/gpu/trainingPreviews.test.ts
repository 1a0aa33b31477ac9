// A training run under way on the GPU, and a device that is lost then, which takes nothing with it but time.

import { expect, test } from "vitest";
import { alwaysRunning, type RunControl } from "../../src/engine/engine.ts";
import { WebgpuEngine } from "../../src/engine/webgpu/webgpu.ts";
import { wholeTile } from "../pairs/engines.ts";
import { slowPlan, trainingPreviews, watched } from "../pairs/trainingPreviews.ts";
import { openEngine, recordingAdapter, shaders } from "./adapter.ts";

trainingPreviews(openEngine, true);

test("a device that is lost in mid-training takes the tile back to its start, and the end is the same", async () => {
  const engine = await openEngine();
  const devices: GPUDevice[] = [];
  const adapter = recordingAdapter(devices);
  const gpu = { requestAdapter: adapter } as unknown as GPU;
  const fragile = await WebgpuEngine.open(gpu, await adapter(), shaders, { fixedSteps: 40 });
  const short = slowPlan(fragile, 60);
  let asked = 0;
  const destroying: RunControl = {
    async ready() {
      if (++asked === 9) devices.at(-1)?.destroy();
    },
  };
  const { chunk } = await watched(fragile, short, destroying);
  expect(devices.length).toBe(2);
  const slices = Math.ceil((61 * (2 * 5 + 2)) / 40);
  // Eight slices were lost, the ninth was not begun; then all of them once more.
  expect(asked).toBeGreaterThan(slices);
  expect(chunk.metrics).toEqual((await engine.run(short, wholeTile(short), alwaysRunning)).metrics);
  fragile.close();
  engine.close();
});
