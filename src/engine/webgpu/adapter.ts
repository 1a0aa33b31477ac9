// The adapter: how it is asked for, what it is called, and whether it is a real one.

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

/** The adapter's name, for people: vendor, architecture, device, description. */
export function adapterName(adapter: GPUAdapter): string {
  const { info } = adapter as { info?: GPUAdapterInfo };
  const parts = [info?.vendor, info?.architecture, info?.device, info?.description].filter(Boolean);
  return parts.length === 0 ? "an adapter without a name" : [...new Set(parts)].join(" · ");
}
