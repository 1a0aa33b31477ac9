// A finished sweep on disk: .npy files, the spec and the facts of the run, each file whole or not there at all.

import { constants, rmSync } from "node:fs";
import { access, mkdir, open, rename } from "node:fs/promises";
import { join } from "node:path";
import program from "../../package.json" with { type: "json" };
import type { EngineReport } from "../lab/events.ts";
import { metrics } from "../model/metrics/index.ts";
import type { MemoryStore } from "../store/memory.ts";
import { npyHeader } from "../store/npy.ts";
import { mistakeText, showGiven } from "../sweep/mistakes.ts";
import { refuse } from "./exit.ts";

/** When and on what a sweep ran. */
export interface RunFacts {
  readonly engine: EngineReport;
  readonly started: Date;
  readonly seconds: number;
}

/** Makes the folder where there is none. @throws Exit where that, or writing in it, is not allowed */
export async function openFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    const given = `${showGiven(folder)}, which cannot be made or written (${reason})`;
    refuse([mistakeText({ path: "--out", given, allowed: "a folder that can be written" })]);
  }
}

/** Writes everything under temporary names first and gives them their own only when all are written. */
export async function writeResults(folder: string, store: MemoryStore, facts: RunFacts): Promise<void> {
  const files = new Map<string, readonly Uint8Array[]>();
  const shape = resultShape(store);
  for (const [name, values] of store.metrics) {
    files.set(`${name}.npy`, [npyHeader(shape), new Uint8Array(values.buffer)]);
  }
  files.set("spec.json", [jsonFile(store.plan.spec)]);
  files.set("run.json", [jsonFile(runFacts(store, shape, facts))]);
  const temporary = new Map([...files.keys()].map((name) => [name, join(folder, `.${name}.${process.pid}`)]));
  const clear = () => {
    for (const path of temporary.values()) rmSync(path, { force: true });
  };
  // Also where the process is ended while it writes, nothing half-written may stay behind.
  process.once("exit", clear);
  for (const [name, parts] of files) {
    const file = await open(temporary.get(name) ?? name, "w");
    try {
      for (const part of parts) await file.writeFile(part);
    } finally {
      await file.close();
    }
  }
  for (const [name, path] of temporary) await rename(path, join(folder, name));
  process.off("exit", clear);
}

/** The axes' lengths, and the replicates where there are several. */
function resultShape({ plan }: MemoryStore): readonly number[] {
  return plan.spec.replicates > 1 ? plan.shape : plan.shape.slice(0, -1);
}

function runFacts(
  { plan, metrics: computed }: MemoryStore,
  shape: readonly number[],
  { engine, started, seconds }: RunFacts,
) {
  return {
    program: program.name,
    version: program.version,
    engine,
    started: started.toISOString(),
    seconds,
    shape,
    axes: plan.axes.map(({ param, values, scale }) => ({ param, scale, values })),
    replicates: plan.spec.replicates,
    metrics: [...computed.keys()].map((name) => {
      const { label, unit, definition } = metrics[name];
      return { name, file: `${name}.npy`, label, unit, definition };
    }),
  };
}

/** Indented JSON, but with each list of numbers on one line. */
function jsonFile(value: unknown): Uint8Array {
  // What stands between the brackets has no quotes, and a JSON string has no line ends, so no text is touched.
  const text = JSON.stringify(value, null, 2).replace(
    /\[\n\s*([^[\]{}"]+?)\n\s*\]/g,
    (_list, items: string) => `[${items.split(/,\n\s*/).join(", ")}]`,
  );
  return new TextEncoder().encode(`${text}\n`);
}
