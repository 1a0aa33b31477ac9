// A browser with a profile on the disk, which is killed by the id of its process and started again, as a power cut would; and
// what its pages keep, as bytes.

import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright";
import { chromeFlags, findChrome } from "../chrome.ts";

/** A profile, and the browser that has it open now. */
export class Profile {
  private context: BrowserContext | null = null;

  private constructor(private readonly folder: string) {}

  static async make(): Promise<Profile> {
    return new Profile(await mkdtemp(join(tmpdir(), "vanishing-point-profile-")));
  }

  /** Starts the browser, and opens a page at an address. */
  async visit(address: string): Promise<Page> {
    if (this.context === null) {
      const executablePath = findChrome();
      this.context = await chromium.launchPersistentContext(this.folder, {
        args: chromeFlags.filter((flag) => !flag.includes("webgpu")),
        viewport: { width: 1440, height: 900 },
        ...(executablePath === null ? {} : { executablePath }),
      });
    }
    const page = await this.context.newPage();
    await page.goto(address);
    return page;
  }

  /** Ends the browser's main process with a signal that it cannot hear. */
  async kill(): Promise<void> {
    const { context } = this;
    if (context === null) return;
    this.context = null;
    const [page] = context.pages();
    const session = await context.newCDPSession(page);
    const gone = new Promise<void>((resolve) => context.once("close", () => resolve()));
    // A page's own session is not told the processes: the browser's is.
    const browser = context.browser();
    const whole = browser === null ? session : await browser.newBrowserCDPSession();
    const { processInfo } = await whole.send("SystemInfo.getProcessInfo");
    const main = processInfo.find(({ type }) => type === "browser");
    if (main === undefined) throw new Error("the browser does not tell its process");
    process.kill(main.id, "SIGKILL");
    await gone;
  }

  async close(): Promise<void> {
    const { context } = this;
    this.context = null;
    await context?.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Every file of the kept results, by its path, as a hash of its bytes. */
export async function keptFiles(page: Page): Promise<Map<string, string>> {
  const files = await page.evaluate(async () => {
    const all: [string, string][] = [];
    const walk = async (directory: FileSystemDirectoryHandle, above: string): Promise<void> => {
      for await (const [name, handle] of directory.entries()) {
        const path = `${above}/${name}`;
        if (handle.kind === "directory") await walk(handle as FileSystemDirectoryHandle, path);
        else {
          // A note that takes another's place just now is there no more under its first name.
          const file = await (handle as FileSystemFileHandle).getFile().catch(() => null);
          const bytes = new Uint8Array((await file?.arrayBuffer().catch(() => null)) ?? []);
          all.push([path, Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")]);
        }
      }
    };
    await walk(await navigator.storage.getDirectory(), "");
    return all;
  });
  return new Map(
    files
      .filter(([path]) => path.includes("/results.zarr/"))
      .map(([path, text]) => [path, createHash("sha256").update(text, "latin1").digest("hex")]),
  );
}
