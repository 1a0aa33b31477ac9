// Builds the page once for all app tests, which would otherwise spend minutes on building the same page twenty times.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of the built page. */
    readonly builtPage: string;
  }
}

/** Before the tests of a project: builds, and tells them where. What it returns is called after them. */
export default async function buildOnce(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "vanishing-point-"));
  await build({ logLevel: "error", build: { outDir: folder, emptyOutDir: true } });
  project.provide("builtPage", folder);
  return () => rm(folder, { recursive: true });
}
