// The built page on a small static server under a sub-path, as a static host would serve it, and a browser to open it in.

import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from "playwright";
import { inject, TestRunner } from "vitest";
import { chromeFlags, findChrome } from "../chrome.ts";

/** The page has to work wherever a static host puts it. */
const SUB_PATH = "/some/where/";

const TYPES: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".map": "application/json",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".png": "image/png",
};

/** A page of the site, and everything its console said. */
export interface OpenedPage {
  readonly page: Page;
  /** Console messages, uncaught errors and failed requests: there should be none. */
  readonly complaints: string[];
}

/** The built page, served, with a browser. */
export class Site {
  private constructor(
    private readonly server: Server,
    private readonly browser: Browser,
    /** The files that were asked for, in order, and when: milliseconds since 1970. */
    readonly requested: readonly { readonly name: string; readonly at: number }[],
  ) {}

  /** Serves the page as `buildOnce.ts` has built it, or another folder, and starts a browser; `webgpu: false` is one without an adapter. */
  static async open(
    options: { webgpu?: boolean; flags?: readonly string[]; folder?: string } = {},
  ): Promise<Site> {
    const folder = options.folder ?? inject("builtPage");
    const requested: { name: string; at: number }[] = [];
    const server = createServer((request, response) => {
      const path = new URL(request.url ?? "/", "http://localhost").pathname;
      const name = path === SUB_PATH ? "index.html" : normalize(path.slice(SUB_PATH.length));
      requested.push({ name, at: Date.now() });
      readFile(join(folder, name)).then(
        (content) => {
          response.setHeader("content-type", TYPES[extname(name)] ?? "application/octet-stream");
          response.end(content);
        },
        () => {
          response.statusCode = 404;
          response.end();
        },
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const executablePath = findChrome();
    const browser = await chromium.launch({
      args: [
        ...chromeFlags.filter((flag) => options.webgpu !== false || !flag.includes("webgpu")),
        ...(options.flags ?? []),
      ],
      ...(executablePath === null ? {} : { executablePath }),
    });
    return new Site(server, browser, requested);
  }

  /** The address of the page with a fragment (with its `#`) or none. */
  address(fragment = ""): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${SUB_PATH}${fragment}`;
  }

  /** Opens a page in a window of its own; `before` may do something to the window before the page is loaded. */
  async visit(
    fragment = "",
    options: BrowserContextOptions = {},
    before: (page: Page) => Promise<unknown> = async () => {},
  ): Promise<OpenedPage> {
    const context = await this.browser.newContext({
      viewport: { width: 1440, height: 900 },
      // Most visits are over before all files of the page were fetched.
      serviceWorkers: "block",
      ...options,
    });
    // What a failed test leaves open would go on computing beside those behind it.
    TestRunner.getCurrentTest()?.context.onTestFailed(() => context.close());
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      const text = message.text();
      if (text !== "Service Worker registration blocked by Playwright")
        complaints.push(`${message.type()}: ${text}`);
    });
    page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
    page.on("requestfailed", (request) => {
      // A test that reloads the page or leaves it gives up what the page was fetching for later: nothing has failed.
      const why = request.failure()?.errorText ?? "";
      if (why !== "net::ERR_ABORTED") complaints.push(`failed: ${request.url()} (${why})`);
    });
    await page.addInitScript(() =>
      addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
        console.error(`the policy was violated: ${violatedDirective} by ${blockedURI} ${sample}`),
      ),
    );
    await before(page);
    await page.goto(this.address(fragment));
    return { page, complaints };
  }

  /** Kills the browser's GPU process, as a crashing driver would. */
  async crashGpu(): Promise<void> {
    const session = await this.browser.newBrowserCDPSession();
    await session.send("Browser.crashGpuProcess");
    await session.detach();
  }

  /** Stops every renderer of this browser for a while, as a closed lid stops them; not possible on Windows. */
  async sleep(ms: number): Promise<void> {
    const session = await this.browser.newBrowserCDPSession();
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    const renderers = processInfo.filter(({ type }) => type === "renderer");
    for (const { id } of renderers) process.kill(id, "SIGSTOP");
    await new Promise((resolve) => setTimeout(resolve, ms));
    for (const { id } of renderers) process.kill(id, "SIGCONT");
    await session.detach();
  }

  /** Takes the server away: who has nothing kept gets nothing any more. */
  async stopServing(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.stopServing();
  }
}

/** Waits until the sweep on the page has come to a phase. */
export async function phase(page: Page, name: string, timeout = 60_000): Promise<void> {
  await page.waitForSelector(`[data-testid="progress"][data-phase="${name}"]`, { timeout });
}

/**
 * Starts a sweep on a page where another one is done, and waits for its end. The page itself keeps every phase it goes
 * through: of a sweep that is over between two looks, looks from here would find nothing but the end.
 */
export async function runThrough(page: Page, start: () => Promise<void>, timeout = 120_000): Promise<void> {
  await page.evaluate(() => {
    const phases: (string | undefined)[] = [];
    Object.assign(window, { phases });
    new MutationObserver((changes) => {
      for (const { target } of changes) phases.push((target as HTMLElement).dataset.phase);
    }).observe(document.body, { subtree: true, attributeFilter: ["data-phase"] });
  });
  await start();
  await page.waitForFunction(
    () => {
      const { phases } = window as unknown as { phases: (string | undefined)[] };
      return phases.includes("running") && phases.at(-1) === "done";
    },
    undefined,
    { timeout },
  );
}

/** Where something lies in the window, in CSS pixels. Throws where it is not on the page. */
export async function boxOf(what: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await what.boundingBox();
  if (box === null) throw new Error(`${what} is not on the page`);
  return box;
}

/** Starts the sweep on the page once more, whatever the button says: one that took over three seconds was kept meanwhile. */
export async function runAgain(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^(Run again|Run anew|Go on)$/ }).click();
}

/** Has the sweep on the page kept, where it did not run long enough to be kept by itself. */
export async function keep(page: Page): Promise<void> {
  const kept = page.getByTestId("is-kept");
  const button = page.getByRole("button", { name: "Keep", exact: true });
  await button.or(kept).waitFor();
  // Looked for and pressed in one go: between a look and a press the sweep may come to be kept.
  await button.evaluateAll((found) => {
    for (const each of found) (each as HTMLButtonElement).click();
  });
  await kept.waitFor();
}
