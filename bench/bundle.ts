// `npm run bench:bundle -- OUT`: packs the terminal's program with all it runs on (Node, Dawn, shaders, kernels) into a
// folder that is copied to a Linux GPU server and started there with `sh run.sh`: no network, no package manager, no Node.

import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import program from "../package.json" with { type: "json" };
import { Exit } from "../src/cli/exit.ts";
import { stageProgram } from "../src/cli/package/program.ts";
import { messageOf, mistakeText } from "../src/sweep/mistakes.ts";
import { archiveInto } from "./bundle/archive.ts";
import { stageBinaries } from "./bundle/binaries.ts";
import { stageBundleLicences } from "./bundle/licences.ts";
import { folderMistakes, machineMistakes } from "./bundle/obstacles.ts";

const usage = `npm run bench:bundle -- OUT
  OUT   a folder that is empty or not there yet; it gets run.sh, README.txt and one archive, together under 50 MB.
        Copy it to an x86-64 Linux machine with a Vulkan driver, and there: sh run.sh > result.json`;

/** A bundle has to pass through the narrowest of ways onto a server. */
const MOST_BYTES = 50e6;

async function main(words: readonly string[]): Promise<void> {
  if (words.includes("--help") || words.includes("-h")) return say(usage);
  const mistakes = [...folderMistakes(words), ...machineMistakes()];
  if (mistakes.length > 0) throw new Exit(2, [...mistakes.map(mistakeText), usage]);
  const [out] = words;
  const at = mkdtempSync(join(tmpdir(), "vanishing-point-bundle-"));
  try {
    const stage = join(at, "stage");
    const packages = await stageProgram(stage, { external: ["webgpu"] });
    // Without it Node would take the files for CommonJS.
    const { name, version, license } = program;
    writeFileSync(join(stage, "package.json"), JSON.stringify({ name, version, license, type: "module" }));
    stageBinaries(stage);
    stageBundleLicences(stage, packages);
    mkdirSync(out, { recursive: true });
    const archive = await archiveInto(at, stage);
    for (const name of ["README.txt", "run.sh"]) {
      copyFileSync(fileURLToPath(new URL(`./bundle/${name}`, import.meta.url)), join(at, name));
    }
    const sizes = [archive, "README.txt", "run.sh"].map((name) => ({
      name,
      bytes: statSync(join(at, name)).size,
    }));
    const bytes = sizes.reduce((sum, size) => sum + size.bytes, 0);
    if (bytes >= MOST_BYTES) throw new Exit(1, [tooLarge(bytes)]);
    for (const { name } of sizes) copyFileSync(join(at, name), join(out, name));
    for (const size of sizes) say(`${megabytes(size.bytes).padStart(8)}  ${join(out, size.name)}`);
    say(`${megabytes(bytes).padStart(8)}  together; on the server: sh run.sh > result.json`);
  } finally {
    rmSync(at, { recursive: true, force: true });
  }
}

function tooLarge(bytes: number): string {
  return (
    `the bundle: given ${megabytes(bytes)}; allowed: under ${megabytes(MOST_BYTES)}. Install strip (binutils), ` +
    "which takes the symbols out of Node, or pack with an older Node: each is larger than the one before"
  );
}

function megabytes(bytes: number): string {
  return bytes < 1e5 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const lines = error instanceof Exit ? error.lines : [messageOf(error)];
  process.stderr.write(lines.map((line) => `${line}\n`).join(""));
  process.exitCode = error instanceof Exit ? error.code : 1;
});
