// Where no GPU driver is installed: every Chromium brings a software one (SwiftShader), which Dawn can use as well.
// The system's loader reads LD_LIBRARY_PATH only when a process starts, hence the second process.

import { spawn } from "node:child_process";
import { existsSync, readdirSync, realpathSync } from "node:fs";
import { constants, homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { Exit } from "./exit.ts";

const GUARD = "VANISHING_POINT_SOFTWARE_ADAPTER";
const DRIVER = "vk_swiftshader_icd.json";
const LOADER = "libvulkan.so.1";

/**
 * Runs this same command again with Chromium's software driver in its environment, and ends as the second run does.
 * Returns only where that cannot help: no such Chromium is installed, or this is the second run already.
 * @param stdin what this process has already read of its standard input, to be handed on
 * @throws Exit with the second run's exit code
 */
export async function reexecWithSoftwareAdapter(stdin?: string): Promise<void> {
  const folder = process.env[GUARD] === undefined ? driverFolder() : null;
  if (folder === null) return;
  const libraries = [folder, process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter);
  const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: [stdin === undefined ? "inherit" : "pipe", "inherit", "inherit"],
    env: {
      ...process.env,
      [GUARD]: folder,
      VK_ICD_FILENAMES: join(folder, DRIVER),
      LD_LIBRARY_PATH: libraries,
    },
  });
  // A child that ends without reading its input is no failure of this process.
  child.stdin?.on("error", () => undefined).end(stdin);
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const pass = (signal: NodeJS.Signals) => void child.kill(signal);
  for (const signal of signals) process.on(signal, pass);
  const code = await new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (exit, signal) =>
      resolve(exit ?? 128 + (signal === null ? 0 : constants.signals[signal])),
    );
  });
  for (const signal of signals) process.off(signal, pass);
  throw new Exit(code, []);
}

/** The folder of a Chromium that has the software driver and the Vulkan loader, or null. */
export function driverFolder(): string | null {
  if (process.platform !== "linux") return null;
  const folders = [
    ...ofBrowser(process.env.CHROME_PATH),
    "/usr/lib/chromium",
    "/usr/lib/chromium-browser",
    "/opt/google/chrome",
    ...ofPlaywright(process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), ".cache", "ms-playwright")),
  ];
  return (
    folders.find((folder) => existsSync(join(folder, DRIVER)) && existsSync(join(folder, LOADER))) ?? null
  );
}

function ofBrowser(path: string | undefined): string[] {
  return path !== undefined && existsSync(path) ? [dirname(realpathSync(path))] : [];
}

/** Playwright keeps browsers as chromium-1234/chrome-linux/. */
function ofPlaywright(cache: string): string[] {
  if (!existsSync(cache)) return [];
  return readdirSync(cache)
    .filter((name) => name.startsWith("chromium"))
    .flatMap((name) => readdirSync(join(cache, name)).map((inner) => join(cache, name, inner)))
    .filter((folder) => existsSync(join(folder, LOADER)));
}
