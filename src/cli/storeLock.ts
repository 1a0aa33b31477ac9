// One terminal program at a time writes a store: a file in it says which. One that a killed program left behind is taken over.

import { readFileSync, unlinkSync } from "node:fs";
import { link, open, readFile, rename, unlink } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { OWN_NAME } from "./diskFolder.ts";

const NAME = `${OWN_NAME}lock`;

/** Who holds a lock. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process began, in the system's own count: another process may get the same number. Null where it is not told. */
  readonly began: string | null;
}

/** A lock that is held. */
export interface StoreLock {
  /** What there is to tell of how it was taken, or null. */
  readonly note: string | null;
  release(): void;
}

/** Thrown where another program is writing the store. */
export class StoreLocked extends Error {
  override name = "StoreLocked";
}

/** Takes the lock of a folder. @throws StoreLocked where another program that is alive, or may be, has it */
export async function takeLock(folder: string): Promise<StoreLock> {
  const path = join(folder, NAME);
  const own = JSON.stringify(ownHolder());
  const written = join(folder, `${OWN_NAME}lock-${process.pid}.part`);
  let note: string | null = null;
  // Each turn but the last takes away a dead program's lock; more than a few of those do not come one after the other.
  for (let turn = 0; turn < 5; turn++) {
    if (await placed(written, path, own)) return held(path, own, note);
    const there = await readFile(path, "utf8").catch(() => null);
    if (there === null) continue;
    const holder = holderIn(there);
    if (holder !== null && mayLive(holder)) throw new StoreLocked(lockedText(path, holder));
    await takeAway(path, there);
    note = `${path} was left behind by a program that has ended${holder === null ? "" : ` (process ${holder.pid})`}; it was taken over`;
  }
  throw new StoreLocked(`${path} could not be taken: other programs are at it; try again`);
}

/** Puts the lock there as a whole, unless there is one. */
async function placed(written: string, path: string, text: string): Promise<boolean> {
  const put = async (at: string) => {
    const file = await open(at, "wx");
    await file.writeFile(text).finally(() => file.close());
  };
  const taken = (error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
    return false;
  };
  await unlink(written).catch(() => undefined);
  await put(written);
  try {
    return await link(written, path).then(() => true);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    // A disk without second names for a file: made in place, it is for an instant a lock of nobody's.
    return await put(path).then(() => true, taken);
  } finally {
    await unlink(written).catch(() => undefined);
  }
}

/** Removes a dead program's lock, and only that: another program may have taken it over since it was read. */
async function takeAway(path: string, dead: string): Promise<void> {
  const aside = `${path}-${process.pid}.part`;
  await rename(path, aside).catch(() => undefined);
  const moved = await readFile(aside, "utf8").catch(() => dead);
  if (moved !== dead) await link(aside, path).catch(() => undefined);
  await unlink(aside).catch(() => undefined);
}

function held(path: string, own: string, note: string | null): StoreLock {
  const release = () => {
    process.off("exit", release);
    try {
      if (readFileSync(path, "utf8") === own) unlinkSync(path);
    } catch {
      // The folder is gone or read-only by now; whoever comes next sees that this process has ended.
    }
  };
  process.on("exit", release);
  return { note, release };
}

function ownHolder(): Holder {
  return { pid: process.pid, host: hostname(), began: beganAt(process.pid) };
}

function holderIn(text: string): Holder | null {
  try {
    const { pid, host, began } = JSON.parse(text) as Partial<Holder>;
    return typeof pid === "number" && typeof host === "string" ? { pid, host, began: began ?? null } : null;
  } catch {
    return null;
  }
}

/** Whether a lock's program may still be alive; of another machine's nothing is known. */
function mayLive({ pid, host, began }: Holder): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // A process of another user's is alive as well.
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  return began === null || began === beganAt(pid);
}

/**
 * When a process began, where the system says so: the 22nd number in Linux' /proc, the 20th behind the name in brackets. Null
 * also for one that has ended and only waits for somebody to take note of it.
 */
function beganAt(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

function lockedText(path: string, { pid, host }: Holder): string {
  const where = host === hostname() ? `process ${pid}` : `process ${pid} on ${host}`;
  const remedy =
    host === hostname()
      ? "wait until it has ended, or end it"
      : `wait until it has ended; if it runs no more, remove ${path}`;
  return `another program is writing this store (${where}): ${remedy}`;
}
