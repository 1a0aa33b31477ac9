// The name under which a sweep is kept: the same for the same sweep on the same engine, so that running it again goes on with it.

import type { SweepSpec } from "../../sweep/spec.ts";

/** 128 bits of SHA-256 over the resolved spec and the engine, in hexadecimal. The sweep's own name makes no other sweep of it. */
export async function keptId(spec: SweepSpec, engine: string): Promise<string> {
  const text = JSON.stringify([{ ...spec, name: "" }, engine]);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest, 0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
