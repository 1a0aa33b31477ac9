// What becomes of odd browsers: no WebGPU, no adapter, no device, an adapter that tells nothing of itself.

import { describe, expect, it } from "vitest";
import { adapterName, isSoftware } from "../../src/engine/webgpu/adapter.ts";
import { openWebgpu } from "../../src/engine/webgpu/open.ts";

const gpuWith = (requestAdapter: () => Promise<unknown>) => ({ requestAdapter }) as unknown as GPU;
const nameless = { limits: {}, requestDevice: () => Promise.reject(new Error("no device today")) };

describe("opening the engine webgpu", () => {
  it("says why there is none, and never rejects", async () => {
    expect(await openWebgpu(undefined, {})).toEqual({ missing: "WebGPU is not available here" });
    expect(
      await openWebgpu(
        gpuWith(() => Promise.resolve(null)),
        {},
      ),
    ).toEqual({
      missing: "WebGPU found no adapter",
    });
    expect(
      await openWebgpu(
        gpuWith(() => Promise.reject(new Error("blocked"))),
        {},
      ),
    ).toEqual({
      missing: "WebGPU found no adapter",
    });
    const withoutDevice = await openWebgpu(
      gpuWith(() => Promise.resolve(nameless)),
      {},
    );
    expect("missing" in withoutDevice && withoutDevice.missing).toContain("no device today");
  });

  it("knows a software adapter wherever the browser says so, and names what has no name", () => {
    expect(isSoftware({ info: { isFallbackAdapter: true } } as GPUAdapter)).toBe(true);
    expect(isSoftware({ isFallbackAdapter: true } as unknown as GPUAdapter)).toBe(true);
    expect(isSoftware({ info: {} } as GPUAdapter)).toBe(false);
    expect(adapterName(nameless as unknown as GPUAdapter)).toBe("an adapter without a name");
    expect(
      adapterName({ info: { vendor: "a", architecture: "b", device: "", description: "a" } } as GPUAdapter),
    ).toBe("a · b");
  });
});
