// The terminal's `run` into a store is killed (SIGKILL) at random moments and resumed, again and again; what it had said to be
// kept is there, and in the end the store is that of an undisturbed run, byte by byte.

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { DiskFolder } from "../../../src/cli/diskFolder.ts";
import { command, fileWith, folder } from "./command.ts";
import { filesOf, killMistakes, surveyed } from "./keptTiles.ts";

/** By hand: VANISHING_POINT_KILLS=100 npx vitest run --project unit killed */
const KILLS = Number(process.env.VANISHING_POINT_KILLS ?? 12);
const ENGINES = ["cpu", "reference"] as const;
/** After so many kills a run begins with nothing: it is to be killed while it makes its store as well. */
const FRESH = 5;
/** A start of the program takes a second or two where two of them share two cores with other tests. */
const TIMEOUT = 60_000 + KILLS * 8_000;

/** Many small tiles, for a seed is a structure of its own. */
const sweep = {
  name: "killed",
  model: { hidden: 3 },
  axes: [
    { param: "seed", from: 0, to: 199, count: 200 },
    { param: "task.unroll", from: 10, to: 40, count: 4 },
  ],
  metrics: ["logGradientRatio", "loss"],
};

it("loses nothing that it had acknowledged, on either engine, however often it is killed", {
  timeout: TIMEOUT,
}, async () => {
  const at = folder();
  await Promise.all(ENGINES.map((engine) => killedAgainAndAgain(engine, at)));
});

async function killedAgainAndAgain(engine: (typeof ENGINES)[number], at: string): Promise<void> {
  const spec = fileWith(join(at, `${engine}.json`), sweep);
  const [out, smooth] = [join(at, `${engine}-killed.zarr`), join(at, `${engine}-smooth.zarr`)];
  const run = ["run", spec, "--engine", engine, "--json", "--resume", "--out"];
  expect(await command([...run, smooth])).toMatchObject({ code: 0, stderr: "" });
  const undisturbed = await DiskFolder.open(smooth);
  const expected = await filesOf(undisturbed);
  const random = seeded(engine === "cpu" ? 1 : 2);
  const tally = { kills: 0, acknowledged: 0, rounds: 0, beforeStore: 0 };
  let before: ReadonlySet<number> = new Set();

  while (tally.kills < KILLS / ENGINES.length) {
    const { acknowledged, found, killed } = await killedRun([...run, out], random);
    // What it said to have found is what was there when the run before it was killed.
    if (found !== null) expect(found).toBe(before.size);
    const there = existsSync(out) ? await DiskFolder.open(out) : null;
    const after = there === null ? null : await surveyed(there);
    if (after === null || there === null) {
      expect([...acknowledged]).toEqual([]);
      tally.beforeStore++;
    } else {
      const { store, done, damaged } = after;
      // Neither the old file nor the new one is ever half of either.
      expect(damaged).toEqual([]);
      const tilesInFlight = 2 * availableParallelism();
      const told = { folder: there, store, done, before, acknowledged, tilesInFlight, undisturbed };
      expect(await killMistakes(told)).toEqual([]);
      before = done;
    }
    tally.acknowledged += acknowledged.size;
    if (killed) tally.kills++;
    if (killed && tally.kills % FRESH === 0) {
      rmSync(out, { recursive: true, force: true });
      before = new Set();
    } else if (!killed) {
      // It was done before its moment came: the next round begins with nothing.
      expect(there === null ? null : await filesOf(there)).toEqual(expected);
      rmSync(out, { recursive: true });
      before = new Set();
      tally.rounds++;
    }
  }
  expect(await command([...run, out])).toMatchObject({ code: 0, stderr: "" });
  expect(await filesOf(await DiskFolder.open(out))).toEqual(expected);
  // Neither a temporary nor a lock stays behind.
  expect(
    readdirSync(out, { recursive: true, encoding: "utf8" }).filter((path) => path.includes("vanishing")),
  ).toEqual([]);
  expect(tally.acknowledged).toBeGreaterThan(tally.kills);
  if (process.env.VANISHING_POINT_KILLS !== undefined) console.log(engine, tally);
}

/** Starts a run and kills it, most often a little after it has acknowledged some tiles, at times before any. */
async function killedRun(words: readonly string[], random: () => number) {
  const child = spawn(process.execPath, ["--import", "tsx", "src/cli/main.ts", ...words], {
    cwd: fileURLToPath(new URL("../../../", import.meta.url)),
    stdio: ["ignore", "pipe", "ignore"],
  });
  const acknowledged = new Set<number>();
  let found: number | null = null;
  const early = random() < 0.25;
  const wanted = early ? Number.POSITIVE_INFINITY : 1 + Math.floor(random() * 8);
  // An early one comes while the store is made, or looked through before it is gone on with.
  const delay = random() * (early ? 60 : 6);
  let rest = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    // A line that the kill cut off acknowledges nothing.
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const told = JSON.parse(line) as { event: string; tile?: number; done?: number };
      if (told.event === "planned" && early) setTimeout(() => child.kill("SIGKILL"), delay);
      if (told.event === "found") found = told.done ?? null;
      if (told.event === "kept" && told.tile !== undefined) acknowledged.add(told.tile);
    }
    if (acknowledged.size >= wanted) setTimeout(() => child.kill("SIGKILL"), delay);
  });
  await ended(child);
  return { acknowledged, found, killed: child.signalCode === "SIGKILL" };
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.on("close", () => resolve()));
}

/** Numbers from 0 to 1, the same in every run of this test (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
