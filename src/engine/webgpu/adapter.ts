// The adapter: how it is asked for, what it is called, and whether it is a real one.

import { timestampFeature } from "./stopwatch.ts";

/** An adapter that has not answered by then counts as none: a sweep must not wait for a stuck driver. */
const PATIENCE_MS = 8000;

/** The best adapter there is, or null. */
export async function findAdapter(gpu: GPU): Promise<GPUAdapter | null> {
  // Chrome on Windows ignores the preference and says so on the console, which is not the user's business.
  const onWindows = /Windows/.test(globalThis.navigator?.userAgent ?? "");
  const wish: GPURequestAdapterOptions = onWindows ? {} : { powerPreference: "high-performance" };
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));
  return Promise.race([gpu.requestAdapter(wish).catch(() => null), late]);
}

/** Whether the adapter only imitates a GPU on the CPU. Browsers have kept this in two places over time. */
export function isSoftware(adapter: GPUAdapter): boolean {
  const { info, isFallbackAdapter } = adapter as { info?: GPUAdapterInfo; isFallbackAdapter?: boolean };
  return info?.isFallbackAdapter ?? isFallbackAdapter ?? false;
}

/** What a benchmark tells of the adapter, as plain data. */
export interface AdapterFacts {
  readonly name: string;
  readonly vendor: string;
  readonly architecture: string;
  readonly software: boolean;
  /** Whether its own clock can be read. */
  readonly timestamps: boolean;
  /** The limits that decide how much of a sweep it takes at once. */
  readonly limits: Readonly<Record<string, number>>;
}

const TOLD_LIMITS = [
  "maxBufferSize",
  "maxStorageBufferBindingSize",
  "maxComputeWorkgroupStorageSize",
  "maxComputeInvocationsPerWorkgroup",
  "maxComputeWorkgroupsPerDimension",
] as const satisfies readonly (keyof GPUSupportedLimits)[];

/** The facts of an adapter. */
export function factsOf(adapter: GPUAdapter): AdapterFacts {
  const { info, limits, features } = adapter as Partial<GPUAdapter>;
  return {
    name: adapterName(adapter),
    vendor: info?.vendor ?? "",
    architecture: info?.architecture ?? "",
    software: isSoftware(adapter),
    timestamps: features?.has(timestampFeature) ?? false,
    limits: Object.fromEntries(TOLD_LIMITS.map((name) => [name, limits?.[name] ?? 0])),
  };
}

/** The adapter's name, for people: vendor, architecture, device, description. */
export function adapterName(adapter: GPUAdapter): string {
  const { info } = adapter as { info?: GPUAdapterInfo };
  const parts = [info?.vendor, info?.architecture, info?.device, info?.description].filter(Boolean);
  return parts.length === 0 ? "an adapter without a name" : [...new Set(parts)].join(" · ");
}
