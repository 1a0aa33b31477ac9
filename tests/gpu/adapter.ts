// The adapter and the shaders' sources of the gpu tests. No adapter at all is a failure, never a skip.

import { WebgpuEngine } from "../../src/engine/webgpu/webgpu.ts";

const files = import.meta.glob<string>("/shaders/**/*.wgsl", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** The shaders' sources by path under shaders/. */
export const shaders: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(files).map(([path, text]) => [path.replace("/shaders/", ""), text]),
);

/** The adapter of this browser. @throws Error where there is none */
export async function findAdapter(): Promise<GPUAdapter> {
  const adapter = await navigator.gpu?.requestAdapter();
  if (!adapter) throw new Error("no WebGPU adapter: Chromium's software adapter should always be there");
  return adapter;
}

/** Finds adapters whose devices are listed in `devices`, so that a test can destroy them. */
export function recordingAdapter(devices: GPUDevice[]): () => Promise<GPUAdapter> {
  return async () => {
    const found = await findAdapter();
    const request = found.requestDevice.bind(found);
    found.requestDevice = async (descriptor) => {
      const device = await request(descriptor);
      devices.push(device);
      return device;
    };
    return found;
  };
}

/** How much a submit holds: asked anew each time, and the engine finds its own pace where it is not said. */
export interface Pace {
  readonly fixedSteps?: number;
}

let shared: Promise<WebgpuEngine> | null = null;

/**
 * An engine on that adapter. On the shaders as they are, at the engine's own pace, it is one for all test files that a
 * browser runs: compiling is what takes long on a software adapter, and many tests need the same programs. It stays open.
 */
export async function openEngine(
  sources: Readonly<Record<string, string>> = shaders,
  slicing: Pace | null = null,
): Promise<WebgpuEngine> {
  const open = async () => WebgpuEngine.open(navigator.gpu, await findAdapter(), sources, slicing ?? {});
  if (sources !== shaders || slicing !== null) return open();
  shared ??= open();
  return Object.create(await shared, { close: { value: () => {} } }) as WebgpuEngine;
}

/** The sources with one passage of one file replaced. @throws RangeError where the passage is not found */
export function sabotaged(path: string, passage: string, replacement: string): Record<string, string> {
  const text = shaders[path];
  if (!text?.includes(passage)) throw new RangeError(`shaders/${path} has no passage "${passage}"`);
  return { ...shaders, [path]: text.replaceAll(passage, replacement) };
}
