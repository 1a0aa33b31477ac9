// WebGPU in Node: Dawn, from the optional npm package `webgpu`.

import { execFile } from "node:child_process";

/**
 * Everything of Dawn's that is alive. Its objects crash the process when they are collected while others of the same
 * instance are still in use, so whatever is handed out stays referenced to the end of the process.
 */
const kept: unknown[] = [];
let opened: Promise<GPU | null> | null = null;

/** Dawn's GPU object, or null where the package is not installed (or has no build for this platform). */
export function openDawn(): Promise<GPU | null> {
  opened ??= load();
  return opened;
}

async function load(): Promise<GPU | null> {
  let dawn: typeof import("webgpu");
  try {
    dawn = await import("webgpu");
  } catch {
    return null;
  }
  Object.assign(globalThis, dawn.globals);
  const gpu = dawn.create([]);
  const requestAdapter = gpu.requestAdapter.bind(gpu);
  gpu.requestAdapter = async (options) => {
    const adapter = await requestAdapter(options);
    if (adapter === null || isNull(adapter)) return null;
    kept.push(adapter);
    const requestDevice = adapter.requestDevice.bind(adapter);
    adapter.requestDevice = async (descriptor) => {
      const device = await requestDevice(descriptor);
      kept.push(device);
      return device;
    };
    return adapter;
  };
  kept.push(gpu);
  return gpu;
}

/** Dawn's Null backend runs nothing and returns whatever was in memory. */
function isNull({ info }: GPUAdapter): boolean {
  return /null[- ]?backend/i.test(`${info.device} ${info.description}`);
}

/** What adapter Dawn finds. */
export type FoundAdapter = "hardware" | "software" | "none" | "no package";

/**
 * Looks for an adapter in a child process: for `auto`, where a missing driver is no news, what Dawn and the drivers
 * print about it, or a driver that crashes, must not reach the user.
 */
export function probeDawn(): Promise<FoundAdapter> {
  let dawn: string;
  try {
    dawn = import.meta.resolve("webgpu");
  } catch {
    return Promise.resolve("no package");
  }
  const script = `import(${JSON.stringify(dawn)}).then(async ({ create, globals }) => {
    const gpu = (globalThis.kept = create([]));
    const adapter = (globalThis.keptAdapter = await gpu.requestAdapter());
    const info = adapter?.info;
    process.stdout.write(!info || /null[- ]?backend/i.test(info.device + " " + info.description)
      ? "none" : info.isFallbackAdapter ? "software" : "hardware", () => process.exit(0));
  }, () => process.stdout.write("no package"));`;
  return new Promise((resolve) => {
    execFile(process.execPath, ["-e", script], { timeout: 20_000 }, (_error, stdout) => {
      const found = (["hardware", "software", "no package"] as const).find((kind) => kind === stdout);
      resolve(found ?? "none");
    });
  });
}
