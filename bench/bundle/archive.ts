// One archive that any Linux unpacks with tar and gzip. Its name holds a hash of all that is in it: run.sh takes an
// unpacked folder of that name for what it would unpack, and never an older one.

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createWriteStream, readdirSync, readFileSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";

/** Archives a folder, under a name of its content, into the folder `at`. Gives back the file's name. */
export async function archiveInto(at: string, stage: string): Promise<string> {
  const name = `vanishing-point-${contentHash(stage)}`;
  renameSync(stage, join(at, name));
  const tar = spawn("tar", ["-C", at, "-cf", "-", name], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(tar, "close");
  // The highest level takes three times as long for half a per cent.
  await pipeline(tar.stdout, createGzip(), createWriteStream(join(at, `${name}.tar.gz`)));
  const [code] = await ended;
  if (code !== 0) throw new Error(`tar could not pack the bundle (exit code ${code})`);
  return `${name}.tar.gz`;
}

function contentHash(folder: string): string {
  const hash = createHash("sha256");
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  for (const path of paths.filter((path) => statSync(join(folder, path)).isFile())) {
    hash.update(`${path}\0`).update(readFileSync(join(folder, path)));
  }
  return hash.digest("hex").slice(0, 12);
}
