// Finds the Chrome or Chromium that the tests run in: CHROME_PATH, Playwright's own, the system's.
// Run before the tests (`npm test` does), it installs one where there is none, and says what it did.

import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/** What a headless Chromium needs to compute on WebGPU's software adapter, and to stay off the network. */
export const chromeFlags: readonly string[] = [
  "--enable-unsafe-webgpu",
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
];

/** What decides where a browser is looked for; given by tests, taken from the process otherwise. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  /** Where Playwright keeps its Chromium, whether it is there or not; null without Playwright. */
  readonly playwright: string | null;
  /** Whether a file is there and may be run. */
  runs(path: string): boolean;
}

/**
 * The browser to test in, or null where there is none. Starts and installs nothing.
 * @throws Error where CHROME_PATH names no program: a wish that cannot be met is not passed over
 */
export function findChrome(at: Surroundings = surroundings()): string | null {
  const wish = at.env.CHROME_PATH;
  if (wish !== undefined && wish !== "") {
    if (at.runs(wish)) return wish;
    throw new Error(`CHROME_PATH is "${wish}", which is no program. Correct it, or unset it to use another.`);
  }
  const candidates = [...(at.playwright === null ? [] : [at.playwright]), ...systemPaths(at)];
  return candidates.find((path) => at.runs(path)) ?? null;
}

/** Where Chrome and Chromium usually are. */
function systemPaths({ env, platform }: Surroundings): string[] {
  if (platform === "darwin") {
    const names = ["Google Chrome", "Chromium"];
    return ["", env.HOME ?? ""].flatMap((home) =>
      names.map((name) => `${home}/Applications/${name}.app/Contents/MacOS/${name}`),
    );
  }
  if (platform === "win32") {
    return [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA].flatMap((root) =>
      root === undefined
        ? []
        : ["Google\\Chrome", "Chromium"].map((name) => `${root}\\${name}\\Application\\chrome.exe`),
    );
  }
  const names = ["google-chrome-stable", "google-chrome", "chromium", "chromium-browser", "chrome"];
  const folders = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    "/opt/google/chrome/chrome",
    "/usr/bin/chromium",
    "/snap/bin/chromium",
  ];
}

function surroundings(): Surroundings {
  return { env: process.env, platform: process.platform, playwright: playwrightPath(), runs };
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Where Playwright keeps its Chromium; null where Playwright is not installed (a build without test tools). */
function playwrightPath(): string | null {
  try {
    const { chromium } = createRequire(import.meta.url)("playwright") as typeof import("playwright");
    return chromium.executablePath();
  } catch {
    return null;
  }
}

/** Whether the browser also starts: Playwright's download lacks the system's libraries on a bare machine. */
function starts(path: string): boolean {
  // On Windows `--version` opens a window, and nothing is missing there.
  return process.platform === "win32" || spawnSync(path, ["--version"], { timeout: 60_000 }).status === 0;
}

/** A browser that starts, or null. */
function usable(): string | null {
  const path = findChrome();
  return path !== null && starts(path) ? path : null;
}

/** Runs a program with its output shown; whether it succeeded. */
function run(program: string, ...given: string[]): boolean {
  say(`> ${[program, ...given].join(" ")}`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  // Whatever an installer prints belongs to the messages, so that the tests' own output stays alone.
  return spawnSync(program, given, { stdio: ["ignore", process.stderr, process.stderr], env }).status === 0;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Playwright's own download of Chromium. */
function installByPlaywright(): boolean {
  const manifest = createRequire(import.meta.url).resolve("playwright/package.json");
  return run(process.execPath, join(dirname(manifest), "cli.js"), "install", "chromium");
}

/** Debian's or Ubuntu's package, where we may install one. */
function installByDebian(): boolean {
  if (!existsSync("/etc/debian_version") || process.getuid?.() !== 0) return false;
  const install = ["install", "-y", "--no-install-recommends", "chromium"];
  return run("apt-get", "update") && run("apt-get", ...install);
}

function main(): number {
  let path = usable();
  if (path === null) {
    say("No Chrome or Chromium that starts was found; trying Playwright's download.");
    if (!installByPlaywright()) say("Playwright's download did not succeed.");
    path = usable();
  }
  if (path === null) {
    say("Trying the system's package (Debian and Ubuntu, as root).");
    if (!installByDebian()) say("That is not possible here.");
    path = usable();
  }
  if (path === null) {
    say("The tests need Chrome or Chromium, and none could be installed. Do one of these, then try again:");
    say("  - install Google Chrome or Chromium;");
    say("  - set CHROME_PATH to the program of one that is installed elsewhere;");
    say("  - run `npx playwright install --with-deps chromium` where downloads are allowed.");
    return 1;
  }
  say(`Tests run in ${path}`);
  return 0;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    process.exitCode = main();
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
